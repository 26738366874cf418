package dev.x0xtest.runner.plan.run;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.RunReport;
import dev.x0xtest.wire.plan.Schedule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The hops that this runner sends in a run, in the order of {@link RowTurns}. Each attempt has its own number and is recorded
 * before it is sent. Pure.
 */
public final class PlanRow {
    private static final long NANOS_PER_MS = 1_000_000L;

    private final Plan plan;
    private final RandomGenerator random;
    private final InFlightLimit limit;
    private final RowTurns turns;
    private final List<RunReport.RowEntry> entries = new ArrayList<>();
    private long goNanos;
    private boolean open;
    private int attempted;

    PlanRow(Plan plan, RandomGenerator random) {
        this.plan = plan;
        this.random = random;
        this.limit = new InFlightLimit(plan.inFlight());
        this.turns = new RowTurns(plan, limit);
    }

    /** Opens the barrier: the schedule starts now. */
    void go(BitSet armed, long nowNanos) {
        open = true;
        goNanos = nowNanos;
        Schedule schedule = plan.schedule();
        for (int sample = 0; sample < plan.samples(); sample++) {
            for (int round = 0; round < schedule.rounds(); round++) {
                int destination = schedule.destination(round, plan.index());
                if (sample < plan.samplesTo(destination)) {
                    long dueNanos = goNanos + plan.offsetMs(round, sample) * NANOS_PER_MS;
                    int order = sample * schedule.rounds() + round;
                    RowTurns.Turn turn = new RowTurns.Turn(destination, sample, 1, order, dueNanos, dueNanos, false);
                    if (armed.get(destination)) {
                        turns.add(turn);
                    } else {
                        notAttempted(turn, "destination not ready");
                    }
                }
            }
        }
    }

    /** The next hop to send, recorded as started; null if none is due or the limit of hops in flight is reached. */
    @Nullable
    Hop next(long nowNanos) {
        RowTurns.Turn turn = turns.next(nowNanos);
        return turn == null ? null : begin(turn, nowNanos);
    }

    /** Lets this hop leave, as a ledger says that it left; null: it does not wait. */
    @Nullable
    Hop nextAgain(HopId id, long nowNanos) {
        RowTurns.Turn turn = id.run().equals(plan.run()) && id.source() == plan.index() ? turns.take(id) : null;
        return turn == null ? null : begin(turn, nowNanos);
    }

    private Hop begin(RowTurns.Turn turn, long nowNanos) {
        HopId id = new HopId(plan.run(), plan.index(), turn.destination(), turn.sample(), turn.attempt());
        turns.begin(id, turn, nowNanos);
        attempted += turn.attempt() == 1 ? 1 : 0;
        byte[] payload = new byte[plan.bytesOf(turn.sample())];
        random.nextBytes(payload);
        String digest = plan.rowKeyOf(turn.destination()).digest(id, payload);
        // no anchor: a receiver that lost the plan must not send a receipt
        HopFrame frame = new HopFrame(id.text(), digest, "", payload);
        AgentId to = new AgentId(plan.roster().get(turn.destination()).agentId());
        return new Hop(id, to, frame.encode());
    }

    /** When {@link #next} may return a hop if no send ends before; {@code Long.MAX_VALUE} for never. */
    long nextNanos() {
        return turns.nextNanos();
    }

    /** Records the end of an attempt: the daemon's answer, or that there will be none. */
    void answered(HopId id, HopOutcome answer, long nowNanos) {
        RowTurns.Turn turn = ended(id, answer, nowNanos);
        if (turn == null) {
            return;
        }
        turns.ended(turn.destination()).forEach(given -> giveUp(given, RunReport.RowEntry.FAILED_TWICE));
        boolean again = !answer.ok() && turn.attempt() < plan.attempts() && !turns.hasEnded(turn.destination());
        if (again && open) {
            long againNanos = nowNanos + ((long) plan.backoffMs() << (turn.attempt() - 1)) * NANOS_PER_MS;
            turns.add(new RowTurns.Turn(
                    turn.destination(),
                    turn.sample(),
                    turn.attempt() + 1,
                    turn.order(),
                    againNanos,
                    againNanos,
                    turn.second()));
        }
    }

    /** The runner was restarted: attempts in flight have no answer any more, and are never sent again. */
    void interrupted(long nowNanos) {
        HopOutcome unknown = new HopOutcome(
                RunReport.RowEntry.UNKNOWN, null, null, "the runner was restarted before x0xd answered", null, null);
        List.copyOf(turns.underWay().keySet()).forEach(id -> ended(id, unknown, nowNanos));
    }

    private RowTurns.@Nullable Turn ended(HopId id, HopOutcome answer, long nowNanos) {
        RowTurns.Begun begun = turns.end(id, answer.state());
        if (begun == null) {
            return null;
        }
        RowTurns.Turn turn = begun.turn();
        if (answer.ok()) {
            limit.accepted(nowNanos - begun.leftNanos());
        } else if (answer.state().equals(RunReport.RowEntry.ERROR)) {
            limit.refused(turn.destination(), answer.status(), answer.code());
        }
        entries.add(new RunReport.RowEntry(
                        turn.destination(),
                        turn.sample(),
                        turn.attempt(),
                        answer.state(),
                        answer.path(),
                        answer.status(),
                        answer.code(),
                        answer.detail(),
                        answer.retriesUsed(),
                        ms(turn.dueNanos() - goNanos),
                        ms(begun.leftNanos() - turn.dueNanos()),
                        ms(nowNanos - turn.dueNanos()))
                .in(us(begun.leftNanos() - turn.dueNanos()), us(nowNanos - turn.dueNanos())));
        return turn;
    }

    /** Starts no more attempts; those in flight continue. Before {@code go}, every cell of the row gets the reason. */
    void stop(String reason, long nowNanos) {
        if (!open && entries.isEmpty()) {
            BitSet all = new BitSet();
            all.set(0, plan.roster().size());
            go(all, nowNanos);
        }
        open = false;
        turns.clear().forEach(turn -> giveUp(turn, reason));
    }

    private void giveUp(RowTurns.Turn turn, String reason) {
        if (turn.attempt() == 1) {
            notAttempted(turn, reason);
        }
    }

    private void notAttempted(RowTurns.Turn turn, String reason) {
        entries.add(new RunReport.RowEntry(
                turn.destination(),
                turn.sample(),
                0,
                RunReport.RowEntry.NOT_ATTEMPTED,
                null,
                null,
                reason,
                null,
                null,
                ms(turn.dueNanos() - goNanos),
                0,
                0));
    }

    /** Whether no attempt waits and none is in flight. */
    boolean ended() {
        return turns.isEmpty();
    }

    /** Samples whose first attempt was started. */
    int attempted() {
        return attempted;
    }

    /** How many hops may be in flight at the end, if that is not the plan's number. */
    @Nullable
    Integer slowedTo() {
        return limit.slowedTo();
    }

    /** How many hops may be in flight now. */
    int sendWindow() {
        return limit.now();
    }

    int maxInFlight() {
        return turns.mostInFlight();
    }

    /** The row for a report: every ended attempt, those in flight as unknown, and samples that were not attempted. */
    List<RunReport.RowEntry> entries(long nowNanos) {
        List<RunReport.RowEntry> all = new ArrayList<>(entries);
        turns.underWay()
                .values()
                .forEach(begun -> all.add(new RunReport.RowEntry(
                                begun.turn().destination(),
                                begun.turn().sample(),
                                begun.turn().attempt(),
                                RunReport.RowEntry.UNKNOWN,
                                null,
                                null,
                                "no answer from x0xd yet",
                                null,
                                null,
                                ms(begun.turn().dueNanos() - goNanos),
                                ms(begun.leftNanos() - begun.turn().dueNanos()),
                                ms(nowNanos - begun.turn().dueNanos()))
                        .in(us(begun.leftNanos() - begun.turn().dueNanos()), null)));
        return all;
    }

    private static long ms(long nanos) {
        return nanos / NANOS_PER_MS;
    }

    /** What {@link #ms} cuts off, in us. */
    static int us(long nanos) {
        return (int) (nanos / 1_000 % 1_000);
    }

    /** An attempt to send now. */
    @SuppressWarnings("ArrayRecordComponent") // passed on to a send, never compared
    public record Hop(HopId id, AgentId to, byte[] frame) {}

    /**
     * The end of one attempt, from the daemon's answer.
     *
     * @param state as in {@link RunReport.RowEntry}
     */
    public record HopOutcome(
            String state,
            @Nullable String path,
            @Nullable Integer status,
            @Nullable String code,
            @Nullable String detail,
            @Nullable Integer retriesUsed) {

        public boolean ok() {
            return state.equals(RunReport.RowEntry.OK);
        }
    }
}
