package dev.x0xtest.runner.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Deadline;
import dev.x0xtest.runner.action.ActionHandler;
import dev.x0xtest.runner.action.CoverageProbe;
import dev.x0xtest.runner.evidence.RunEvidence;
import dev.x0xtest.runner.history.HistoryReader;
import dev.x0xtest.runner.plan.run.PlanColumn;
import dev.x0xtest.runner.plan.run.PlanRow;
import dev.x0xtest.runner.plan.run.PlanRun;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.plan.GoParams;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.RunReport;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of this runner: at most one active, and the ledgers of ended ones for an hour, within bounds. Carries out
 * the commands of the plan protocol and sends the hops when they are due. Confined to the event loop.
 */
public final class PlanRuns {
    private static final Logger log = LoggerFactory.getLogger(PlanRuns.class);
    private static final long ERASE_NANOS = 60_000_000_000L;

    private final EventLoop loop;
    private final Clock clock;
    private final RandomGenerator random;
    private final AgentId self;
    private final String instance;
    private final HopSender sender;
    private final CoverageProbe coverage;
    private final RunEvidence.Sources evidence;
    private final RunReporter reporter;
    private final RunLedgers ledgers;
    private final KeptRuns kept = new KeptRuns();

    /** Sends progress and reports that no command asked for. */
    @FunctionalInterface
    public interface RunResults {
        void send(AgentId to, boolean chunks, String kind, String requestId, ObjectNode details);
    }

    /**
     * Wires the parts.
     *
     * @param instance id of this process, which plans for it name
     * @param ledgers where runs survive a restart of this process
     * @param boot id of the host's boot: the monotonic clock counts from it
     */
    public PlanRuns(
            EventLoop loop,
            Clock clock,
            RandomGenerator random,
            AgentId self,
            String instance,
            HopSender sender,
            CoverageProbe coverage,
            RunEvidence.Sources evidence,
            HistoryReader history,
            RunResults results,
            LedgerStore ledgers,
            String boot) {
        this.loop = loop;
        this.clock = clock;
        this.random = random;
        this.self = self;
        this.instance = instance;
        this.sender = sender;
        this.coverage = coverage;
        this.evidence = evidence;
        this.reporter = new RunReporter(loop, clock, coverage, history, results);
        this.ledgers = new RunLedgers(ledgers, boot, loop.ticker().initialNanoTime(), clock, random);
    }

    /** Takes over the runs of an earlier process of this runner. Called once, before the streams open. */
    public void restore() {
        ledgers.restore(nowNanos()).forEach(run -> {
            pump(keep(run));
        });
    }

    private KeptRuns.KeptRun keep(PlanRun run) {
        KeptRuns.KeptRun added = new KeptRuns.KeptRun(run, new Deadline(loop), new RunEvidence(evidence), nowNanos());
        kept.add(added, nowNanos()).forEach(old -> ledgers.erase(old.run));
        return added;
    }

    /**
     * The action {@code plan}: stores the plan and answers {@code armed}, or {@code busy} while another run is active.
     */
    CompletableFuture<ActionHandler.Reply<Plan.Armed>> plan(Plan plan, ActionHandler.Context context) {
        if (!plan.roster().get(plan.index()).agentId().equals(self.hex())) {
            throw PlanRefusals.otherAgent(plan);
        }
        KeptRuns.KeptRun known = kept.find(RunRef.of(plan));
        if (known == null && plan.instance() != null && !plan.instance().equals(instance)) {
            throw PlanRefusals.earlierProcess();
        }
        if (known == null) {
            known = store(plan, context);
        }
        KeptRuns.KeptRun stored = known;
        stored.sent++;
        return stored.evidence.arm(coverage.read(false)).thenApply(armed -> {
            Attachment attachment = armed.coverage().attachment();
            stored.run.armed(attachment);
            ledgers.note(stored.run, new LedgerEvent.Baseline(attachment), nowNanos());
            return ActionHandler.Reply.ok(new Plan.Armed(
                    plan.run(), plan.epoch(), attachment, armed.coverage().selfDm(), armed.counters()));
        });
    }

    private KeptRuns.KeptRun store(Plan plan, ActionHandler.Context context) {
        long nowNanos = nowNanos();
        List<KeptRuns.KeptRun> epochs = kept.epochsOf(plan, context.coordinator());
        if (epochs.stream().anyMatch(known -> known.run.plan().epoch() > plan.epoch())) {
            throw PlanRefusals.earlierEpoch();
        }
        KeptRuns.KeptRun other = kept.underWay(epochs, nowNanos, clock.millis());
        if (other != null) {
            throw PlanRefusals.busy(other.run);
        }
        epochs.forEach(earlier -> endQuietly(earlier, "a later epoch of the run began"));
        PlanRun run = new PlanRun(
                plan,
                context.coordinator(),
                context.command().resultChunksV2(),
                coverage.now(),
                random,
                nowNanos,
                clock.millis());
        KeptRuns.KeptRun added = keep(run);
        ledgers.begin(run, nowNanos);
        schedule(added);
        log.info("armed: {} coordinator={}", plan, context.coordinator().short8());
        return added;
    }

    /** The action {@code go}: starts the schedule; a second one changes nothing. */
    CompletableFuture<ActionHandler.Reply<ObjectNode>> go(GoParams params, ActionHandler.Context context) {
        KeptRuns.KeptRun running = required(params.ref(), context);
        if (running.run.state() == PlanRun.State.ARMED) {
            long goNanos = nowNanos();
            Instant wall = clock.instant();
            long wallUs = wall.getEpochSecond() * 1_000_000 + wall.getNano() / 1_000;
            running.run.go(params.armedSet(), goNanos, wallUs);
            ledgers.note(running.run, LedgerEvent.Went.of(params.armedSet(), wallUs), goNanos);
            pump(running);
            running.evidence.went(goNanos, () -> KeptRuns.underWay(running.run, nowNanos(), clock.millis()));
        } else {
            pump(running);
        }
        return CompletableFuture.completedFuture(ActionHandler.Reply.ok(WireJson.object()));
    }

    /** The action {@code renew}: answers with the progress, so that none has to be sent unasked. */
    CompletableFuture<ActionHandler.Reply<ObjectNode>> renew(RunRef ref, ActionHandler.Context context) {
        KeptRuns.KeptRun running = required(ref, context);
        pump(running);
        RunReport.Progress progress = running.run.progress(running.run.state().label());
        return CompletableFuture.completedFuture(ActionHandler.Reply.ok(PlanActions.PROGRESS_DETAILS.encode(progress)));
    }

    /** The action {@code close}: answers with the report, which is final unless a send is still in flight. */
    CompletableFuture<ActionHandler.Reply<RunReport>> close(RunRef ref, ActionHandler.Context context) {
        KeptRuns.KeptRun running = required(ref, context);
        end(running, "closed by the coordinator");
        running.reported = running.run.state() == PlanRun.State.FINAL;
        pump(running);
        return reporter.report(running).thenApply(ActionHandler.Reply::ok);
    }

    /** The action {@code report}: answers with the current report. */
    CompletableFuture<ActionHandler.Reply<RunReport>> report(RunRef ref, ActionHandler.Context context) {
        return reporter.report(required(ref, context)).thenApply(ActionHandler.Reply::ok);
    }

    /** The action {@code cancel}: starts no more attempts and keeps the ledger. */
    CompletableFuture<ActionHandler.Reply<RunReport.Progress>> cancel(RunRef ref, ActionHandler.Context context) {
        KeptRuns.KeptRun running = required(ref, context);
        endQuietly(running, "cancelled by the coordinator");
        return CompletableFuture.completedFuture(
                ActionHandler.Reply.ok(running.run.progress(running.run.state().label())));
    }

    /** The action {@code attach}: this process of the coordinator commands the run from now on. */
    CompletableFuture<ActionHandler.Reply<RunRef.Attached>> attach(RunRef ref, ActionHandler.Context context) {
        KeptRuns.KeptRun running = known(ref, context);
        String holder = ref.holder();
        if (holder == null) {
            throw PlanRefusals.noHolder();
        }
        if (!running.run.mayHold(holder)) {
            throw PlanRefusals.superseded(ref);
        }
        long nowNanos = nowNanos();
        boolean lapsed = running.run.lapsed(nowNanos, clock.millis());
        long heardAgoMs = running.run.heardAgoMs(nowNanos);
        lapse(running);
        hold(running, holder);
        heard(running);
        pump(running);
        boolean ended = running.run.state() == PlanRun.State.FINAL;
        log.info("attached: {} holder={}", running.run.plan(), holder);
        return CompletableFuture.completedFuture(
                ActionHandler.Reply.ok(new RunRef.Attached(ref.run(), ref.epoch(), lapsed, ended, heardAgoMs)));
    }

    private void hold(KeptRuns.KeptRun running, String holder) {
        if (!holder.equals(running.run.holder())) {
            running.run.hold(holder);
            ledgers.note(running.run, new LedgerEvent.Held(holder), nowNanos());
        }
    }

    /** Ends a run whose coordinator needs no report that it did not ask for. */
    private void endQuietly(KeptRuns.KeptRun running, String reason) {
        end(running, reason);
        running.reported = true;
        pump(running);
    }

    private void end(KeptRuns.KeptRun running, String reason) {
        long endNanos = nowNanos();
        running.run.close(reason, endNanos);
        ledgers.note(running.run, new LedgerEvent.Stopped(reason, true), endNanos);
    }

    /** The run of this coordinator. A command from any other process of a coordinator does not renew the lease. */
    private KeptRuns.KeptRun required(RunRef ref, ActionHandler.Context context) {
        KeptRuns.KeptRun running = known(ref, context);
        String holder = ref.holder();
        if (!running.run.obeys(holder)) {
            throw PlanRefusals.superseded(ref);
        }
        if (holder != null) {
            hold(running, holder);
        }
        if (running.run.state() == PlanRun.State.RUNNING) {
            // An armed runner may wait for its go longer than a lease: nothing renews it before.
            lapse(running);
        }
        heard(running);
        return running;
    }

    private KeptRuns.KeptRun known(RunRef ref, ActionHandler.Context context) {
        KeptRuns.KeptRun running = kept.find(ref);
        if (running == null || !running.run.coordinator().equals(context.coordinator())) {
            throw PlanRefusals.unknown(ref);
        }
        return running;
    }

    private void heard(KeptRuns.KeptRun running) {
        long renewedNanos = nowNanos();
        running.run.renew(renewedNanos, clock.millis());
        ledgers.note(running.run, new LedgerEvent.Renewed(), renewedNanos);
        running.answers(renewedNanos);
    }

    /** A lapse is final: without this, a late command would revive a row that waits for an answer. */
    private void lapse(KeptRuns.KeptRun running) {
        if (running.run.stopReason() == null) {
            running.run.lapse(nowNanos(), clock.millis());
            noteStop(running);
        }
    }

    private void noteStop(KeptRuns.KeptRun running) {
        String reason = running.run.stopReason();
        if (reason != null) {
            ledgers.note(running.run, new LedgerEvent.Stopped(reason, false), nowNanos());
        }
    }

    /** What {@code status} tells of the runs. */
    public KnownRuns known() {
        return new KnownRuns(kept, loop, clock);
    }

    /** Records a hop of a known run. False if it belongs to none and is to be handled as a hop of the per-pair path. */
    public boolean saw(HopFrame hop, AgentId from, boolean verified, boolean history) {
        HopId id = HopId.parse(hop.requestId()).orElse(null);
        if (id == null) {
            return false;
        }
        for (KeptRuns.KeptRun candidate : kept.all()) {
            if (candidate.run.plan().run().equals(id.run())) {
                long seenNanos = nowNanos();
                PlanColumn.Arrived arrived = candidate.run.saw(id, hop, from, verified, history, seenNanos);
                if (arrived != null) {
                    ledgers.note(candidate.run, LedgerEvent.Saw.of(arrived), seenNanos);
                }
                reporter.settle(candidate);
                return true;
            }
        }
        return false;
    }

    /** Whether a run may still send hops. */
    public boolean sending() {
        return kept.all().stream().anyMatch(running -> running.run.state() == PlanRun.State.RUNNING);
    }

    /**
     * The stream of direct messages was lost or attached again; reports it to the coordinator of a run that is sending.
     */
    public void streamChanged(boolean attached) {
        for (KeptRuns.KeptRun running : kept.all()) {
            if (attached) {
                reporter.reattached(running);
            }
            if (running.run.state() == PlanRun.State.RUNNING) {
                reporter.progress(running, attached ? RunReport.Progress.DAEMON_BACK : RunReport.Progress.DAEMON_LOST);
            }
        }
    }

    private void pump(KeptRuns.KeptRun running) {
        if (running.pumping) {
            // The answer came at once: the outer loop handles it.
            return;
        }
        running.pumping = true;
        for (PlanRow.Hop hop = next(running); hop != null; hop = next(running)) {
            PlanRow.Hop leaving = hop;
            var sent = sender.send(running.run.plan().onPlane(), leaving);
            running.evidence.left(leaving.id().destination(), leaving.to(), sent, running.run.goNanos());
            sent.thenAccept(answer -> {
                long answeredNanos = nowNanos();
                running.run.answered(leaving.id(), answer, answeredNanos);
                running.evidence.answered(
                        leaving.id().destination(), leaving.to(), answer.state(), running.run.goNanos());
                ledgers.note(running.run, LedgerEvent.Answered.of(leaving.id(), answer), answeredNanos);
                pump(running);
            });
        }
        running.pumping = false;
        reporter.settle(running);
        schedule(running);
    }

    private PlanRow.@Nullable Hop next(KeptRuns.KeptRun running) {
        long beginNanos = nowNanos();
        boolean stopped = running.run.stopReason() != null;
        PlanRow.Hop hop = running.run.next(beginNanos, clock.millis());
        if (hop != null) {
            ledgers.note(running.run, new LedgerEvent.Begun(hop.id().text()), beginNanos);
        } else if (!stopped) {
            noteStop(running);
        }
        return hop;
    }

    private void schedule(KeptRuns.KeptRun running) {
        running.timer.cancel();
        long nextNanos = running.run.nextNanos();
        if (nextNanos != Long.MAX_VALUE) {
            long delayNanos = Math.max(0, nextNanos - nowNanos());
            running.timer.setNanos(delayNanos, () -> pump(running));
        } else if (running.run.state() == PlanRun.State.FINAL) {
            // A lost report is asked for again within seconds. After that the keys need not lie on a disk.
            running.timer.setNanos(ERASE_NANOS, () -> ledgers.erase(running.run));
        } else {
            // Its coordinator may never come back.
            running.timer.setNanos(running.keptNanos(nowNanos()), () -> ledgers.erase(running.run));
        }
    }

    private long nowNanos() {
        return loop.ticker().nanoTime();
    }
}
