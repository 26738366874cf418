package dev.x0xtest.runner.plan.run;

import dev.x0xtest.runner.history.HistoryReader;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.RunReport;
import dev.x0xtest.wire.plan.Status;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One run at one runner: a pure state machine.
 *
 * <table><caption>States</caption>
 * <tr><td>ARMED</td><td>{@code go}</td><td>→ RUNNING; the schedule starts</td></tr>
 * <tr><td>RUNNING</td><td>no attempt waits, none is in flight</td><td>→ ROW_ENDED</td></tr>
 * <tr><td>ROW_ENDED</td><td>every expected hop was seen</td><td>→ FINAL</td></tr>
 * <tr><td>ROW_ENDED</td><td>{@code close}, {@code cancel}</td><td>→ FINAL</td></tr>
 * <tr><td>ARMED, RUNNING</td><td>lease lapsed, run deadline, {@code cancel}, {@code close}</td><td>no attempt is started;
 * waiting ones get the reason; → ROW_ENDED when none is in flight</td></tr>
 * <tr><td>FINAL</td><td>anything</td><td>sightings are still recorded</td></tr>
 * </table>
 */
public final class PlanRun {
    private static final long NANOS_PER_MS = 1_000_000L;
    private static final String LAPSED = RunReport.RowEntry.LAPSED;
    /** How far the wall clock may have been set since the arming: ordinary clock discipline. */
    private static final long MOST_CLOCK_SET_MS = 1_000;
    /** Holders of one run. Each is a resumed run; a person does not do that more often. */
    private static final int HOLDERS = 16;

    private final Plan plan;
    private final AgentId coordinator;
    private final boolean chunks;
    private Attachment armedAttachment;
    private final long armedAtMs;
    private final long armedNanos;
    private final PlanRow row;
    private final PlanColumn column;
    private State state = State.ARMED;
    private boolean closed;
    private long goNanos;
    private @Nullable Long wentAtUs;
    private long leaseNanos;
    private long leaseWallMs;
    private boolean awaitsRenewal;
    private boolean otherBoot;
    private int restarts;
    private @Nullable String holder;
    private final Set<String> superseded = new HashSet<>();
    private @Nullable String stopReason;

    /** The state of a run. */
    public enum State {
        ARMED("armed"),
        RUNNING(RunReport.Progress.RUNNING),
        ROW_ENDED(RunReport.Progress.ROW_ENDED),
        FINAL(RunReport.Progress.FINAL);

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * Stores the plan.
     *
     * @param chunks whether its coordinator reassembles {@code res2}
     * @param attachment the stream at this moment
     */
    public PlanRun(
            Plan plan,
            AgentId coordinator,
            boolean chunks,
            Attachment attachment,
            RandomGenerator random,
            long nowNanos,
            long wallMs) {
        this.plan = plan;
        this.coordinator = coordinator;
        this.chunks = chunks;
        this.armedAttachment = attachment;
        this.armedAtMs = wallMs;
        this.armedNanos = nowNanos;
        this.row = new PlanRow(plan, random);
        this.column = new PlanColumn(plan);
        renew(nowNanos, wallMs);
    }

    public Plan plan() {
        return plan;
    }

    public AgentId coordinator() {
        return coordinator;
    }

    public boolean chunks() {
        return chunks;
    }

    /** Replaces the stream's state at arming by one with the daemon's counters; before {@code go} only. */
    public void armed(Attachment attachment) {
        if (state == State.ARMED) {
            armedAttachment = attachment;
        }
    }

    /** The stream when the plan was stored, or when it was read again before {@code go}. */
    public Attachment attachmentAtArming() {
        return armedAttachment;
    }

    public long armedAtMs() {
        return armedAtMs;
    }

    public State state() {
        return state;
    }

    public boolean is(RunRef ref) {
        return plan.run().equals(ref.run()) && plan.epoch() == ref.epoch();
    }

    /** Renews the lease; every command about the run does. */
    public void renew(long nowNanos, long wallMs) {
        leaseNanos = nowNanos;
        leaseWallMs = wallMs;
        awaitsRenewal = false;
    }

    /**
     * The runner was restarted, and this run was made again from its ledger.
     *
     * @param sameBoot whether the monotonic clock is the one of the ledger; if not, nothing more is sent
     */
    public void restarted(boolean sameBoot, long nowNanos) {
        row.interrupted(nowNanos);
        awaitsRenewal = true;
        restarts++;
        otherBoot |= !sameBoot;
        settle();
        if (!sameBoot) {
            stop(RunReport.RowEntry.RESTARTED + ": the host of this runner was booted in mid-run", nowNanos);
        }
    }

    /** When {@code go} came, by the runner's monotonic clock; 0 before it. */
    public long goNanos() {
        return goNanos;
    }

    /** Starts the schedule; {@code wallUs} is the wall clock, in us since 1970, null: unknown. */
    public void go(BitSet armed, long nowNanos, @Nullable Long wallUs) {
        if (state == State.ARMED) {
            wentAtUs = wallUs;
            state = State.RUNNING;
            goNanos = nowNanos;
            row.go(armed, nowNanos);
            column.go(armed, nowNanos);
            settle();
        }
    }

    /** The hop to send now, or null. Checks lease and run deadline first. */
    public PlanRow.@Nullable Hop next(long nowNanos, long wallMs) {
        if (state == State.RUNNING) {
            if (nowNanos - goNanos > plan.runDeadlineMs() * NANOS_PER_MS) {
                stop("the run's deadline", nowNanos);
            } else {
                lapse(nowNanos, wallMs);
            }
        }
        return state == State.RUNNING && !awaitsRenewal ? row.next(nowNanos) : null;
    }

    /** The hop that left at this time, when the run is made again from its ledger. */
    public PlanRow.@Nullable Hop nextAgain(HopId id, long nowNanos) {
        return row.nextAgain(id, nowNanos);
    }

    /** When to call {@link #next} again if nothing happens before; {@code Long.MAX_VALUE} for never. */
    public long nextNanos() {
        if (state != State.RUNNING) {
            return Long.MAX_VALUE;
        }
        // Without a renewal nothing leaves; the next thing to happen is that the lease lapses.
        return awaitsRenewal ? leaseNanos + plan.leaseMs() * NANOS_PER_MS + 1 : row.nextNanos();
    }

    /** Checks the monotonic and the wall clock, because the monotonic one stands still while a host sleeps. */
    public boolean leaseLapsed(long nowNanos, long wallMs) {
        return nowNanos - leaseNanos > plan.leaseMs() * NANOS_PER_MS || wallMs - leaseWallMs > plan.leaseMs();
    }

    /** Ends the row if the lease has run out, which is final: no later command revives it. */
    public void lapse(long nowNanos, long wallMs) {
        if (stopReason == null && leaseLapsed(nowNanos, wallMs)) {
            stop(LAPSED + ": nothing heard of the coordinator for " + plan.leaseMs() + " ms", nowNanos);
        }
    }

    /** Whether the lease ended the row, or has run out while the column waits. */
    public boolean lapsed(long nowNanos, long wallMs) {
        boolean ended = stopReason != null && stopReason.startsWith(LAPSED);
        return ended || (state != State.FINAL && leaseLapsed(nowNanos, wallMs));
    }

    /** Ms since the coordinator was last heard of. */
    public long heardAgoMs(long nowNanos) {
        return Math.max(0, (nowNanos - leaseNanos) / NANOS_PER_MS);
    }

    /** Whether a command that names this holder, or none, may command the run. */
    public boolean obeys(@Nullable String named) {
        return holder == null || holder.equals(named);
    }

    /** Whether this process may become the holder: it has not been replaced before. */
    public boolean mayHold(String newHolder) {
        return !superseded.contains(newHolder) && superseded.size() < HOLDERS;
    }

    /** Makes a process of the coordinator the holder. */
    public void hold(String newHolder) {
        if (holder != null && !holder.equals(newHolder)) {
            superseded.add(holder);
        }
        holder = newHolder;
    }

    @Nullable
    public String holder() {
        return holder;
    }

    /** The state as {@code status} names it. */
    public String statusState(long nowNanos, long wallMs) {
        if (state == State.FINAL) {
            return Status.Run.ENDED;
        } else if (lapsed(nowNanos, wallMs)) {
            return Status.Run.LAPSED;
        }
        return state == State.ARMED ? Status.Run.ARMED : Status.Run.RUNNING;
    }

    public void answered(HopId id, PlanRow.HopOutcome answer, long nowNanos) {
        row.answered(id, answer, nowNanos);
        settle();
    }

    /**
     * Records a hop that arrived. After another boot its time is as little known as that of a hop in the daemon's
     * history. Returns what a ledger has to keep of it, or null.
     */
    public PlanColumn.@Nullable Arrived saw(
            HopId id, HopFrame hop, AgentId sender, boolean verified, boolean history, long nowNanos) {
        PlanColumn.Arrived arrived = column.saw(id, hop, sender, verified, history || otherBoot, nowNanos);
        settle();
        return arrived;
    }

    /** Records a hop that arrived before the runner was restarted. */
    public void sawAgain(PlanColumn.Arrived arrived, long nowNanos) {
        column.record(arrived, nowNanos);
        settle();
    }

    /** Starts no more attempts. */
    public void stop(String reason, long nowNanos) {
        if (stopReason == null) {
            stopReason = reason;
        }
        row.stop(reason, nowNanos);
        if (state == State.ARMED) {
            state = State.RUNNING;
        }
        settle();
    }

    /** The coordinator ends the run: all rows have ended, it stops waiting, or it cancels the run. */
    public void close(String reason, long nowNanos) {
        closed = true;
        stop(reason, nowNanos);
    }

    /** Why no attempt starts any more; null: some may. */
    @Nullable
    public String stopReason() {
        return stopReason;
    }

    private void settle() {
        if (state == State.RUNNING && row.ended()) {
            state = State.ROW_ENDED;
        }
        if (state == State.ROW_ENDED && (closed || column.complete())) {
            state = State.FINAL;
        }
    }

    /** Whether every expected hop was seen intact; then coverage need not be probed. */
    public boolean columnComplete() {
        return column.complete();
    }

    /** The agents that hops are missing of. */
    public List<AgentId> missing() {
        return column.missing();
    }

    /** Whether the run has ended here, hops are missing, and the daemon's history was not yet read to its end for it. */
    public boolean wantsHistory() {
        return state == State.FINAL && column.wantsHistory() && !missing().isEmpty();
    }

    /** Takes a hop of the daemon's history; true: no other hop of its author is missing. */
    public boolean found(AgentId author, HopFrame hop, long nowNanos) {
        return column.found(author, hop, nowNanos);
    }

    /** The daemon's history was read at the end of the run. */
    public void historyRead(HistoryReader.Reading reading, long begunNanos, long nowNanos, long wallMs) {
        // The stored times are of the host's wall clock: if that was set since the arming, they tell no before and
        // after.
        long setMs = Math.abs(wallMs - armedAtMs - (nowNanos - armedNanos) / NANOS_PER_MS);
        column.historyRead(reading, begunNanos, !otherBoot, setMs <= MOST_CLOCK_SET_MS);
    }

    /** How many hops may be in flight now. */
    public int sendWindow() {
        return row.sendWindow();
    }

    public RunReport.Progress progress(String named) {
        return new RunReport.Progress(plan.run(), plan.epoch(), plan.index(), named, row.attempted(), column.intact());
    }

    /** The current report; {@code now} has the daemon's counters if they were read, {@code sent} counts no hops. */
    public RunReport report(Attachment now, Attachment.@Nullable SelfDm selfDm, long sent, long nowNanos) {
        return new RunReport(
                        plan.run(),
                        plan.epoch(),
                        plan.index(),
                        state == State.ROW_ENDED || state == State.FINAL,
                        state == State.FINAL,
                        row.entries(nowNanos),
                        column.entries(),
                        armedAttachment,
                        sinceArming(now),
                        selfDm,
                        column.strangers(),
                        column.dropped(),
                        row.maxInFlight(),
                        column.maxIncoming(),
                        sent,
                        column.history(),
                        row.slowedTo())
                // After another boot the times of the ledger are only about right.
                .wentAt(otherBoot ? null : wentAtUs)
                .fitting();
    }

    /** A restarted runner counts its attachments from one again, but was not attached in between. */
    private Attachment sinceArming(Attachment now) {
        if (restarts == 0) {
            return now;
        }
        return new Attachment(
                now.attached(),
                armedAttachment.generation() + now.generation(),
                now.sinceMs(),
                now.ageMs(),
                armedAttachment.gaps() + restarts + now.gaps(),
                now.evicted(),
                now.unparsed(),
                now.daemonUptimeSecs(),
                now.incomingTotal(),
                now.sightingsDropped());
    }
}
