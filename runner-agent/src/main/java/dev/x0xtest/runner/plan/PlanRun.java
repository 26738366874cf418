package dev.x0xtest.runner.plan;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.RunReport;
import java.util.BitSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One run at one runner, as a pure state machine.
 *
 * <table><caption>States</caption>
 * <tr><td>ARMED</td><td>{@code go}</td><td>→ RUNNING; the schedule begins</td></tr>
 * <tr><td>RUNNING</td><td>nothing waits, nothing is under way</td><td>→ ROW_ENDED</td></tr>
 * <tr><td>ROW_ENDED</td><td>every expected hop was seen</td><td>→ FINAL</td></tr>
 * <tr><td>ROW_ENDED</td><td>{@code close}, {@code cancel}</td><td>→ FINAL</td></tr>
 * <tr><td>ARMED, RUNNING</td><td>lease lapsed, run's deadline, {@code cancel}, {@code close}</td><td>nothing more is
 * begun, what waits gets the reason; → ROW_ENDED once nothing is under way</td></tr>
 * <tr><td>FINAL</td><td>anything</td><td>sightings are still noted, nothing else</td></tr>
 * </table>
 */
final class PlanRun {
    private static final long NANOS_PER_MS = 1_000_000L;

    private final Plan plan;
    private final AgentId coordinator;
    private final boolean chunks;
    private Attachment armedAttachment;
    private final long armedAtMs;
    private final PlanRow row;
    private final PlanColumn column;
    private State state = State.ARMED;
    private boolean closed;
    private long goNanos;
    private long leaseNanos;
    private long leaseWallMs;

    /** Where a run stands. */
    enum State {
        ARMED("armed"),
        RUNNING("running"),
        ROW_ENDED(RunReport.Progress.ROW_ENDED),
        FINAL("final");

        private final String label;

        State(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /**
     * Stores the plan.
     *
     * @param chunks its coordinator reassembles {@code res2}
     * @param attachment the stream as it was then
     */
    PlanRun(
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
        this.row = new PlanRow(plan, random);
        this.column = new PlanColumn(plan);
        renew(nowNanos, wallMs);
    }

    Plan plan() {
        return plan;
    }

    AgentId coordinator() {
        return coordinator;
    }

    boolean chunks() {
        return chunks;
    }

    /** The stream when the plan was stored, now with the daemon's counters; before {@code go} only. */
    void armed(Attachment attachment) {
        if (state == State.ARMED) {
            armedAttachment = attachment;
        }
    }

    long armedAtMs() {
        return armedAtMs;
    }

    State state() {
        return state;
    }

    boolean is(RunRef ref) {
        return RunRef.of(plan).equals(ref);
    }

    /** Every command about the run keeps its lease alive. */
    void renew(long nowNanos, long wallMs) {
        leaseNanos = nowNanos;
        leaseWallMs = wallMs;
    }

    void go(BitSet armed, long nowNanos) {
        if (state == State.ARMED) {
            state = State.RUNNING;
            goNanos = nowNanos;
            row.go(armed, nowNanos);
            column.go(armed, nowNanos);
            settle();
        }
    }

    /** The hop that leaves now, or null. Lease and deadline are checked before each. */
    PlanRow.@Nullable Hop next(long nowNanos, long wallMs) {
        if (state == State.RUNNING) {
            if (nowNanos - goNanos > plan.runDeadlineMs() * NANOS_PER_MS) {
                stop("the run's deadline", nowNanos);
            } else if (leaseLapsed(nowNanos, wallMs)) {
                stop("lease lapsed: nothing heard of the coordinator for " + plan.leaseMs() + " ms", nowNanos);
            }
        }
        return state == State.RUNNING ? row.next(nowNanos) : null;
    }

    /** When {@link #next} is worth another call, if nothing happens before; {@code Long.MAX_VALUE}: never. */
    long nextNanos() {
        return state == State.RUNNING ? row.nextNanos() : Long.MAX_VALUE;
    }

    /** On the monotonic and on the wall clock: a host that slept has let its lease lapse. */
    boolean leaseLapsed(long nowNanos, long wallMs) {
        return nowNanos - leaseNanos > plan.leaseMs() * NANOS_PER_MS || wallMs - leaseWallMs > plan.leaseMs();
    }

    void answered(HopId id, PlanRow.HopOutcome answer, long nowNanos) {
        row.answered(id, answer, nowNanos);
        settle();
    }

    void saw(HopId id, HopFrame hop, AgentId sender, boolean verified, boolean history, long nowNanos) {
        column.saw(id, hop, sender, verified, history, nowNanos);
        settle();
    }

    /** Nothing more is begun. */
    void stop(String reason, long nowNanos) {
        row.stop(reason, nowNanos);
        if (state == State.ARMED) {
            state = State.RUNNING;
        }
        settle();
    }

    /** The coordinator says that every row has ended, or that it waits no longer. */
    void close(long nowNanos) {
        closed = true;
        stop("closed by the coordinator", nowNanos);
    }

    /** The coordinator wants nothing more of this run. */
    void cancel(long nowNanos) {
        closed = true;
        stop("cancelled by the coordinator", nowNanos);
    }

    private void settle() {
        if (state == State.RUNNING && row.ended()) {
            state = State.ROW_ENDED;
        }
        if (state == State.ROW_ENDED && (closed || column.complete())) {
            state = State.FINAL;
        }
    }

    /** Whether every hop that was expected has been seen intact: nobody need ask whether more would have been. */
    boolean columnComplete() {
        return column.complete();
    }

    RunReport.Progress progress(String named) {
        return new RunReport.Progress(plan.run(), plan.epoch(), plan.index(), named, row.attempted(), column.intact());
    }

    /**
     * The ledger as it is.
     *
     * @param now the stream, with the daemon's counters if they were read
     * @param sent messages other than hops
     */
    RunReport report(Attachment now, Attachment.@Nullable SelfDm selfDm, long sent, long nowNanos) {
        return new RunReport(
                plan.run(),
                plan.epoch(),
                plan.index(),
                state == State.ROW_ENDED || state == State.FINAL,
                state == State.FINAL,
                row.entries(nowNanos),
                column.entries(),
                armedAttachment,
                now,
                selfDm,
                column.strangers(),
                column.dropped(),
                row.maxInFlight(),
                column.maxIncoming(),
                sent);
    }
}
