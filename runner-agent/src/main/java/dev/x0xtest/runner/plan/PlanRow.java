package dev.x0xtest.runner.plan;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.RunReport;
import dev.x0xtest.wire.plan.Schedule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The hops that this runner sends in a run. It sends them when the schedule says, with at most K in flight and at most one
 * to each destination. A hop without an answer for {@value #SLOW_MS} ms leaves its place to the next one, so that a dead
 * node does not delay the living. A burst has no such limits. Each attempt has its own number and is recorded before it is
 * sent. Pure.
 */
final class PlanRow {
    private static final long NANOS_PER_MS = 1_000_000L;
    private static final long SLOW_MS = 1_000;
    private static final long SLOW_NANOS = SLOW_MS * NANOS_PER_MS;

    private final Plan plan;
    private final RandomGenerator random;
    private final PriorityQueue<Turn> waiting = new PriorityQueue<>(Comparator.comparingLong(Turn::dueNanos)
            .thenComparingInt(Turn::order)
            .thenComparingInt(Turn::attempt));
    /** In the order in which they left. */
    private final Map<HopId, Begun> underWay = new LinkedHashMap<>();

    /** Turns that are due and wait until the hop before them to the same destination has ended; the first at its head. */
    private final Map<Integer, Deque<Turn>> behind = new HashMap<>();

    private final List<RunReport.RowEntry> entries = new ArrayList<>();
    private long goNanos;
    private boolean open;
    private int attempted;
    private int maxInFlight;

    PlanRow(Plan plan, RandomGenerator random) {
        this.plan = plan;
        this.random = random;
    }

    /**
     * An attempt that waits for its due time.
     *
     * @param order position of its sample in the schedule
     */
    private record Turn(int destination, int sample, int attempt, int order, long dueNanos) {}

    private record Begun(Turn turn, long leftNanos) {}

    /** Opens the barrier: the schedule starts now. */
    void go(BitSet armed, long nowNanos) {
        open = true;
        goNanos = nowNanos;
        Schedule schedule = plan.schedule();
        for (int sample = 0; sample < plan.samples(); sample++) {
            for (int round = 0; round < schedule.rounds(); round++) {
                int destination = schedule.destination(round, plan.index());
                long dueNanos = goNanos + plan.offsetMs(round, sample) * NANOS_PER_MS;
                Turn turn = new Turn(destination, sample, 1, sample * schedule.rounds() + round, dueNanos);
                if (sample >= plan.samplesTo(destination)) {
                    continue;
                }
                if (armed.get(destination)) {
                    waiting.add(turn);
                } else {
                    notAttempted(turn, "destination not ready");
                }
            }
        }
    }

    /** The next hop to send, recorded as started; null if none is due or the limit of hops in flight is reached. */
    @Nullable
    Hop next(long nowNanos) {
        Turn turn = due(nowNanos);
        if (turn == null || inFlight(nowNanos) >= plan.inFlight()) {
            return null;
        }
        waiting.remove();
        if (!burst()) {
            behind.put(turn.destination(), new ArrayDeque<>());
        }
        HopId id = new HopId(plan.run(), plan.index(), turn.destination(), turn.sample(), turn.attempt());
        underWay.put(id, new Begun(turn, nowNanos));
        maxInFlight = Math.max(maxInFlight, inFlight(nowNanos));
        attempted += turn.attempt() == 1 ? 1 : 0;
        byte[] payload = new byte[plan.payloadBytes()];
        random.nextBytes(payload);
        String digest = plan.rowKeyOf(turn.destination()).digest(id, payload);
        // no anchor: a receiver that lost the plan must not send a receipt
        HopFrame frame = new HopFrame(id.text(), digest, "", payload);
        AgentId to = new AgentId(plan.roster().get(turn.destination()).agentId());
        return new Hop(id, to, frame.encode());
    }

    /** The first turn that is due and whose destination is free; the others that are due are put behind. */
    private @Nullable Turn due(long nowNanos) {
        for (Turn turn = waiting.peek(); turn != null && turn.dueNanos() <= nowNanos; turn = waiting.peek()) {
            Deque<Turn> others = behind.get(turn.destination());
            if (others == null) {
                return turn;
            }
            others.add(waiting.remove());
        }
        return null;
    }

    private boolean burst() {
        return plan.slotMs() == 0;
    }

    /** Hops that keep a place. */
    private int inFlight(long nowNanos) {
        int slow = 0;
        for (Begun begun : underWay.values()) {
            if (nowNanos - begun.leftNanos() < SLOW_NANOS) {
                break;
            }
            slow++;
        }
        return underWay.size() - slow;
    }

    /** When {@link #next} may return a hop if no send ends before; {@code Long.MAX_VALUE} for never. */
    long nextNanos() {
        Turn turn = waiting.peek();
        return turn == null ? Long.MAX_VALUE : Math.max(turn.dueNanos(), placeNanos());
    }

    /** When so many hops have left their places that one is free; a moment in the past if one is free now. */
    private long placeNanos() {
        int leave = underWay.size() - plan.inFlight();
        return leave < 0
                ? Long.MIN_VALUE
                : underWay.values().stream()
                                .skip(leave)
                                .findFirst()
                                .orElseThrow()
                                .leftNanos()
                        + SLOW_NANOS;
    }

    /** Records the end of an attempt: the daemon's answer, or that there will be none. */
    void answered(HopId id, HopOutcome answer, long nowNanos) {
        Turn turn = ended(id, answer, nowNanos);
        if (turn != null && !answer.ok() && turn.attempt() < plan.attempts() && open) {
            long backoffNanos = ((long) plan.backoffMs() << (turn.attempt() - 1)) * NANOS_PER_MS;
            waiting.add(new Turn(
                    turn.destination(), turn.sample(), turn.attempt() + 1, turn.order(), nowNanos + backoffNanos));
        }
    }

    /** The runner was restarted: attempts in flight have no answer any more, and are never sent again. */
    void interrupted(long nowNanos) {
        HopOutcome unknown = new HopOutcome(
                RunReport.RowEntry.UNKNOWN, null, null, "the runner was restarted before x0xd answered", null, null);
        List.copyOf(underWay.keySet()).forEach(id -> ended(id, unknown, nowNanos));
    }

    private @Nullable Turn ended(HopId id, HopOutcome answer, long nowNanos) {
        Begun begun = underWay.remove(id);
        if (begun == null) {
            return null;
        }
        Turn turn = begun.turn();
        Deque<Turn> others = behind.remove(turn.destination());
        if (others != null) {
            waiting.addAll(others);
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
                ms(nowNanos - turn.dueNanos())));
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
        behind.values().forEach(others -> {
            waiting.addAll(others);
            others.clear();
        });
        while (!waiting.isEmpty()) {
            Turn turn = waiting.remove();
            if (turn.attempt() == 1) {
                notAttempted(turn, reason);
            }
        }
    }

    private void notAttempted(Turn turn, String reason) {
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
        return waiting.isEmpty()
                && underWay.isEmpty()
                && behind.values().stream().allMatch(Deque::isEmpty);
    }

    /** Samples whose first attempt was started. */
    int attempted() {
        return attempted;
    }

    int maxInFlight() {
        return maxInFlight;
    }

    /** The row for a report: every ended attempt, those in flight as unknown, and samples that were not attempted. */
    List<RunReport.RowEntry> entries(long nowNanos) {
        List<RunReport.RowEntry> all = new ArrayList<>(entries);
        underWay.values()
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
                        ms(nowNanos - begun.turn().dueNanos()))));
        return all;
    }

    private static long ms(long nanos) {
        return nanos / NANOS_PER_MS;
    }

    /** An attempt to send now. */
    @SuppressWarnings("ArrayRecordComponent") // passed on to a send, never compared
    record Hop(HopId id, AgentId to, byte[] frame) {}

    /**
     * The end of one attempt, from the daemon's answer.
     *
     * @param state as in {@link RunReport.RowEntry}
     */
    record HopOutcome(
            String state,
            @Nullable String path,
            @Nullable Integer status,
            @Nullable String code,
            @Nullable String detail,
            @Nullable Integer retriesUsed) {

        boolean ok() {
            return state.equals(RunReport.RowEntry.OK);
        }
    }
}
