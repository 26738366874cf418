package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.ask.IncomingResults;
import dev.x0xtest.coordinator.run.node.FleetWarnings;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.node.Roster;
import dev.x0xtest.coordinator.run.plans.fleet.ColumnKeys;
import dev.x0xtest.coordinator.run.terms.Durations;
import dev.x0xtest.coordinator.run.terms.Outbox;
import dev.x0xtest.coordinator.run.terms.Payloads;
import dev.x0xtest.coordinator.run.terms.RunClock;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.coordinator.run.terms.Timers;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.result.FailureKinds;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run as a pure function of its events: no I/O, no clock, no randomness. Confined to the driver's thread. The same
 * events at the same times give the same report, byte for byte.
 *
 * <table><caption>Phases</caption>
 * <tr><td>NEW</td><td>{@code Started}</td><td>→ RUNNING; discovery of all nodes begins</td></tr>
 * <tr><td>RUNNING</td><td>last cell decided</td><td>→ ENDED</td></tr>
 * <tr><td>RUNNING</td><td>deadline</td><td>→ ENDED; open cells are judged by what is known</td></tr>
 * <tr><td>RUNNING</td><td>the anchor's daemon refuses the token for {@value #REFUSED_SECONDS} s</td><td>→ ENDED</td></tr>
 * <tr><td>NEW, RUNNING</td><td>the roster contradicts itself</td><td>→ ENDED, exit code 3</td></tr>
 * <tr><td>NEW, RUNNING</td><td>{@code Stopped}</td><td>→ ENDED, the report marked partial</td></tr>
 * <tr><td>RUNNING</td><td>{@code Stopped} that allows to collect, with plans under way</td><td>→ COLLECTING</td></tr>
 * <tr><td>COLLECTING</td><td>every runner answered, the time is over, or {@code Stopped} again</td><td>→ ENDED</td></tr>
 * <tr><td>ENDED</td><td>any event</td><td>ignored</td></tr>
 * </table>
 */
public final class RunState {
    private static final int REFUSED_SECONDS = 5;
    /** A run that goes on has at least this long to collect what its runners know. */
    private static final long COLLECT_NANOS = 30_000_000_000L;

    private final RunConfig config;
    private final @Nullable Origin origin;
    final Payloads payloads;
    final ColumnKeys keys;
    final Outbox outbox = new Outbox();
    final Timers timers = new Timers();
    final RunClock clock;
    private final TreeMap<String, Long> counters = new TreeMap<>();
    private final Set<String> interrupted = new HashSet<>();
    final IncomingResults incoming;
    private final RunEvent.Handler<Roster.ConflictException> events = new Events();

    @Nullable
    RunParts parts;

    private final AnchorHealth anchor = new AnchorHealth();
    private boolean discovered;
    private boolean resuming;
    /** Why the run will end once the runners have answered; null: it is not being ended. */
    private @Nullable Ending collecting;

    private boolean ended;

    /** A run of unknown origin that has not started. */
    public RunState(RunConfig config, Payloads payloads, ColumnKeys keys) {
        this(config, null, payloads, keys);
    }

    /**
     * A run that has not started.
     *
     * @param origin for the report; null: unknown
     * @param keys sign the hops of plans; a replay needs none
     */
    public RunState(RunConfig config, @Nullable Origin origin, Payloads payloads, ColumnKeys keys) {
        this.origin = origin;
        this.config = config;
        this.clock = new RunClock(config.limits().deadline());
        this.keys = keys;
        this.payloads = payloads;
        // As many requests as may ever be open at once: an open one must not be evicted.
        this.incoming = new IncomingResults(
                config.limits().total() + 4 * config.roster().size(), this::count);
    }

    /**
     * Takes one event.
     *
     * @param nowNanos monotonic, never less than at the event before
     * @return what is to be done, in order
     */
    public List<RunEffect> on(RunEvent event, long nowNanos) {
        if (ended) {
            return List.of();
        }
        clock.firstEvent(nowNanos);
        try {
            event.handledBy(events, nowNanos);
            if (!ended) {
                timers.fire(nowNanos);
            }
        } catch (Roster.ConflictException e) {
            end(e.ending(), nowNanos);
        }
        if (!ended && parts != null && (investigated(parts, nowNanos) || collected(parts))) {
            end(collecting, nowNanos);
        }
        return outbox.drain();
    }

    /** What the run waits for now, in one phrase of about {@code room} characters; empty: it has ended. */
    public String status(long nowNanos, int room) {
        if (ended || parts == null) {
            return ended ? "" : RunStatus.connecting(config, nowNanos);
        }
        return new RunStatus(room).of(config, parts, anchor, clock, nowNanos);
    }

    /** When {@link RunEvent.Timer} is due; {@code Long.MAX_VALUE}: never. */
    public long nextDeadlineNanos() {
        return ended ? Long.MAX_VALUE : timers.nextNanos();
    }

    /** Ends the run after a defect of our own. The report trusts nothing that was known: every cell is NOT_RUN. */
    public Report fault(Throwable defect) {
        ended = true;
        Ending ending = Ending.internal(Report.INTERNAL + ": " + defect);
        return ReportBuilder.withoutAnchor(config, ending, clock, counters, origin);
    }

    private final class Events implements RunEvent.Handler<Roster.ConflictException> {
        @Override
        public void started(RunEvent.Started event, long nowNanos) throws Roster.ConflictException {
            if (parts == null) {
                start(event, nowNanos);
            } else if (resuming) {
                goOn(parts, event, nowNanos);
            }
        }

        @Override
        public void resumed(RunEvent.Resumed event, long nowNanos) {
            timers.shift(event.gapMs() * 1_000_000);
            clock.notBefore(nowNanos + COLLECT_NANOS);
            timers.at(clock.deadlineNanos(), RunState.this::deadline);
            anchor.forget();
            resuming = parts != null;
            if (parts != null) {
                parts.resumption().takeOver(event, nowNanos);
            }
            outbox.warn("another process went on with the run after "
                    + Durations.text(Duration.ofSeconds((event.gapMs() + 500) / 1_000)));
        }

        @Override
        public void frameSeen(RunEvent.FrameSeen event, long nowNanos) throws Roster.ConflictException {
            frame(event, nowNanos);
        }

        @Override
        public void dmSettled(RunEvent.DmSettled event, long nowNanos) {
            if (parts != null) {
                answered(event.code(), nowNanos);
                parts.exchanges().settled(event, nowNanos);
            }
        }

        @Override
        public void publishSettled(RunEvent.PublishSettled event, long nowNanos) {
            if (event.code() != null) {
                count("publish_refused");
            }
            answered(event.code(), nowNanos);
        }

        @Override
        public void streamMoved(RunEvent.StreamMoved event, long nowNanos) {
            count("stream_" + event.stream() + "_" + event.state());
            if (anchor.moved(event, nowNanos) && parts != null) {
                parts.liveness().hears(anchor.lostSinceNanos() == null, nowNanos);
            }
            if (event.state().equals("open")) {
                interrupted.remove(event.stream());
            } else if (parts != null && event.state().equals("backing_off") && interrupted.add(event.stream())) {
                outbox.note("the anchor's stream of " + event.stream() + " was interrupted: " + event.reason());
            }
        }

        @Override
        public void timer(RunEvent.Timer event, long nowNanos) {
            // Due timers fire after every event.
        }

        @Override
        public void announced(RunEvent.Announced event, long nowNanos) {
            if (parts != null) {
                parts.doubles().announced(event);
            }
        }

        @Override
        public void stopped(RunEvent.Stopped event, long nowNanos) {
            Ending ending = Ending.of(event.cause(), event.reason());
            if (collecting != null) {
                end(collecting, nowNanos);
            } else if (event.collectMs() > 0 && parts != null && parts.plans().collect(nowNanos)) {
                collecting = ending;
                parts.matrix().tryNoMore();
                timers.at(nowNanos + event.collectMs() * 1_000_000, now -> end(ending, now));
                outbox.note(event.reason() + ": asking the runners what they know, for " + event.collectMs() / 1000
                        + " s at most; another signal ends the run at once");
            } else {
                end(ending, nowNanos);
            }
        }
    }

    /** Whether every cell is decided, and what is to be asked about those that are not proven is answered. */
    private boolean investigated(RunParts running, long nowNanos) {
        if (!running.matrix().finished()) {
            return false;
        }
        running.suspects().finish(nowNanos);
        return running.suspects().over();
    }

    private boolean collected(RunParts running) {
        return collecting != null && running.plans().collected();
    }

    /** The anchor's daemon answered. A token that it goes on refusing ends the run. */
    private void answered(@Nullable String code, long nowNanos) {
        if (anchor.answered(code, nowNanos)) {
            timers.at(nowNanos + REFUSED_SECONDS * 1_000_000_000L, this::checkToken);
        }
    }

    private void checkToken(long nowNanos) {
        Long since = anchor.refusedSinceNanos();
        if (!ended && parts != null && since != null && nowNanos - since >= REFUSED_SECONDS * 1_000_000_000L) {
            end(anchor.refused(parts.anchor().apiBase(), clock.firstNanos()), nowNanos);
        }
    }

    private void start(RunEvent.Started started, long nowNanos) throws Roster.ConflictException {
        parts = RunParts.of(config, started, this);
        clock.started(nowNanos);
        timers.at(clock.deadlineNanos(), this::deadline);
        AnchorWarnings.of(started, parts.roster().others()).forEach(outbox::warn);
        parts.discovery().start(nowNanos);
        parts.liveness().start(nowNanos);
        parts.suspects().start(nowNanos);
    }

    /** The anchor answers the process that goes on. It must be the same anchor: only that one may command the runners. */
    private void goOn(RunParts running, RunEvent.Started again, long nowNanos) {
        resuming = false;
        if (again.agentId().equals(running.anchor().agentId())) {
            running.resumption().goOn(nowNanos);
        } else {
            end(Ending.otherAnchor(again.apiBase(), config.anchor().text()), nowNanos);
        }
    }

    void stillRuns(long nowNanos) {
        end(Ending.stillRuns(), nowNanos);
    }

    private void deadline(long nowNanos) {
        if (ended) {
            return;
        }
        if (nowNanos < clock.deadlineNanos()) {
            timers.at(clock.deadlineNanos(), this::deadline);
        } else {
            Ending deadline = Ending.deadline(Durations.text(config.limits().deadline()));
            end(collecting == null ? deadline : collecting, nowNanos);
        }
    }

    void moved(NodeState node, long nowNanos) {
        if (parts != null) {
            if (node.ready() && !parts.plans().has(node)) {
                clock.matrixBegan(nowNanos);
            }
            parts.matrix().moved(node, nowNanos);
            discoveredAll(parts, nowNanos);
        }
    }

    void found(NodeState node, long nowNanos) {
        if (parts != null) {
            parts.plans().found(node, nowNanos);
            discoveredAll(parts, nowNanos);
        }
    }

    private void discoveredAll(RunParts running, long nowNanos) {
        if (!discovered && running.roster().nodes().stream().noneMatch(any -> any.phase() == NodeState.Phase.SOUGHT)) {
            discovered = true;
            clock.discovered(nowNanos);
            FleetWarnings.of(config.plane(), running.roster().nodes()).forEach(outbox::warn);
            outbox.add(new RunEffect.Discovered());
            running.plans().begin(nowNanos);
        }
    }

    private void frame(RunEvent.FrameSeen seen, long nowNanos) throws Roster.ConflictException {
        AgentId sender = AgentId.parse(seen.sender()).orElse(null);
        if (parts == null || sender == null) {
            return;
        }
        Result result = incoming.read(seen, sender, nowNanos).orElse(null);
        if (result != null) {
            outbox.countResult(result.kind());
            if (result.outcome() instanceof Outcome.Failed failed
                    && failed.failure().kind().equals(FailureKinds.SUPERSEDED)
                    && parts.roster().byAgent(sender).isPresent()) {
                end(Ending.superseded(), nowNanos);
                return;
            }
            parts.results().route(result, sender, seen.channel(), nowNanos);
        }
    }

    private void end(@Nullable Ending cause, long nowNanos) {
        if (ended) {
            return;
        }
        Ending ending = cause;
        if (parts != null) {
            if (!discovered) {
                FleetWarnings.of(config.plane(), parts.roster().nodes()).forEach(outbox::warn);
            }
            ending = ending(parts, cause);
            String when = ending == null ? "the end" : ending.when();
            parts.matrix().tryNoMore();
            // At the deadline every runner had its time: a report that is missing then is the runner's own fault.
            boolean early = ending != null && ending.cause() != Ending.Cause.DEADLINE;
            parts.plans().close(early ? when : null, nowNanos);
            parts.matrix().close(when, nowNanos);
            if (ending != null
                    && ending.cause() == Ending.Cause.DEADLINE
                    && parts.matrix().allProven()) {
                ending = null;
            }
            parts.plans().count(counters);
            if (ending == null || ending.ours()) {
                parts.plans().farewell();
                parts.discovery().farewell();
            }
        }
        ended = true;
        outbox.byKind().forEach((kind, dms) -> counters.merge(kind, dms, Long::sum));
        incoming.reassembler().drops().forEach((kind, chunks) -> counters.put("chunks_dropped_" + kind, chunks));
        clock.ended(nowNanos);
        Report report = parts == null
                ? ReportBuilder.withoutAnchor(config, ending, clock, counters, origin)
                : ReportBuilder.report(
                        config,
                        parts.anchor(),
                        parts.roster(),
                        parts.discovery(),
                        parts.matrix().cells(),
                        ending,
                        clock,
                        outbox.controlDms(),
                        counters,
                        outbox.warnings(),
                        parts.plans().epochs(),
                        RunFacts.of(config, parts, (nowNanos - clock.startedNanos()) / 1_000_000),
                        origin);
        outbox.add(new RunEffect.Finished(report));
    }

    /** An anchor that is gone explains open cells better than the deadline or the nodes do. */
    private @Nullable Ending ending(RunParts running, @Nullable Ending cause) {
        Long since = anchor.lostSinceNanos();
        boolean explained = cause != null && cause.cause() != Ending.Cause.DEADLINE;
        if (explained || since == null || running.matrix().allProven()) {
            return cause;
        }
        return anchor.lost(config.anchor().text(), running.anchor().apiBase(), clock.firstNanos());
    }

    void count(String what) {
        counters.merge(what, 1L, Long::sum);
    }
}
