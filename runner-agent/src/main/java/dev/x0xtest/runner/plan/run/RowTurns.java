package dev.x0xtest.runner.plan.run;

import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.RunReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which hop of a row leaves next. Hops leave when they are due, with at most K in flight and at most one to each
 * destination. A destination that does not answer delays nobody else:
 *
 * <ul>
 *   <li>A hop that is unanswered for a second ({@value #SLOW_OTHERWISE_MS} ms if it does not go by raw QUIC) leaves its
 *       place for the slow lane, which has {@value #SLOW_LANE} places, and marks its destination as slow.
 *   <li>Hops to a slow destination wait for a second pass, after the last due time, in the same rounds and at the same
 *       pace.
 *   <li>An accepted hop clears the mark. Two failures in a row end a slow destination: nothing more is sent to it.
 * </ul>
 *
 * A burst has no such limits. Pure.
 */
final class RowTurns {
    private static final long NANOS_PER_MS = 1_000_000L;
    private static final long SLOW_RAW_MS = 1_000;
    private static final long SLOW_OTHERWISE_MS = 10_000;
    private static final int SLOW_LANE = 32;
    private static final int FAILURES = 2;

    private final Plan plan;
    private final InFlightLimit limit;
    private final long slowNanos;
    private final long slotNanos;
    private final int rounds;
    private final boolean burst;
    private final PriorityQueue<Turn> waiting = new PriorityQueue<>(Comparator.comparingLong(Turn::leaveNanos)
            .thenComparingInt(Turn::order)
            .thenComparingInt(Turn::attempt));
    /** In the order in which they left. */
    private final Map<HopId, Begun> underWay = new LinkedHashMap<>();

    private final Map<Integer, Destination> destinations = new HashMap<>();
    private int slowLane;
    private int mostInFlight;
    private long secondNanos = Long.MIN_VALUE;

    /** {@code limit} says how many may be in flight now. */
    RowTurns(Plan plan, InFlightLimit limit) {
        this.plan = plan;
        this.limit = limit;
        this.slowNanos = (plan.onPlane() == Plane.RAW ? SLOW_RAW_MS : SLOW_OTHERWISE_MS) * NANOS_PER_MS;
        this.slotNanos = plan.slotMs() * NANOS_PER_MS;
        this.rounds = Math.max(1, plan.schedule().rounds());
        this.burst = plan.slotMs() == 0;
    }

    /**
     * An attempt.
     *
     * @param order position of its sample in the schedule
     * @param dueNanos when the schedule wants it
     * @param leaveNanos when it may leave; later than due in the second pass
     */
    record Turn(int destination, int sample, int attempt, int order, long dueNanos, long leaveNanos, boolean second) {
        private Turn at(long nanos) {
            return new Turn(destination, sample, attempt, order, dueNanos, nanos, true);
        }
    }

    /** An attempt that left. */
    static final class Begun {
        private final Turn turn;
        private final long leftNanos;
        private boolean slow;

        Begun(Turn turn, long leftNanos) {
            this.turn = turn;
            this.leftNanos = leftNanos;
        }

        Turn turn() {
            return turn;
        }

        long leftNanos() {
            return leftNanos;
        }
    }

    private static final class Destination {
        /** Due turns that wait until the hop before them has ended; the first at the head. */
        private final Deque<Turn> behind = new ArrayDeque<>();

        private boolean busy;
        private boolean slow;
        private int failures;
        private boolean ended;
        private long secondNanos = Long.MIN_VALUE;
        private long leftNanos = Long.MIN_VALUE;
    }

    private Destination of(Turn turn) {
        return destinations.computeIfAbsent(turn.destination(), unused -> new Destination());
    }

    /** Adds an attempt. */
    void add(Turn turn) {
        waiting.add(turn);
        if (!turn.second() && turn.attempt() == 1) {
            secondNanos = Math.max(secondNanos, turn.dueNanos() + slotNanos);
        }
    }

    /** Ms between two hops to the same destination, in the schedule's pace. */
    private long turnNanos() {
        return rounds * slotNanos / plan.inFlight();
    }

    /** Takes the attempt that leaves now; null: none. */
    @Nullable
    Turn next(long nowNanos) {
        if (burst) {
            return !waiting.isEmpty() && waiting.peek().leaveNanos() <= nowNanos ? waiting.remove() : null;
        }
        slowDown(nowNanos);
        Turn turn = first(nowNanos);
        return turn == null || underWay.size() - slowLane >= limit.now() ? null : waiting.remove();
    }

    /** The first turn that is due and whose destination is free. The others that are due are put aside. */
    private @Nullable Turn first(long nowNanos) {
        for (Turn turn = waiting.peek(); turn != null && turn.leaveNanos() <= nowNanos; turn = waiting.peek()) {
            Destination to = of(turn);
            if (to.slow && !turn.second()) {
                waiting.add(inSecondPass(waiting.remove(), to));
            } else if (to.busy) {
                to.behind.add(waiting.remove());
            } else if (turn.second() && to.leftNanos != Long.MIN_VALUE && nowNanos < to.leftNanos + turnNanos()) {
                waiting.add(waiting.remove().at(to.leftNanos + turnNanos()));
            } else {
                return turn;
            }
        }
        return null;
    }

    private Turn inSecondPass(Turn turn, Destination to) {
        long round = turn.order() % rounds;
        long roundNanos = round / plan.inFlight() * slotNanos;
        long leaveNanos = to.secondNanos == Long.MIN_VALUE ? secondNanos + roundNanos : to.secondNanos + turnNanos();
        to.secondNanos = leaveNanos;
        return turn.at(leaveNanos);
    }

    /** Moves hops without an answer to the slow lane. */
    private void slowDown(long nowNanos) {
        for (Begun begun : underWay.values()) {
            if (nowNanos - begun.leftNanos < slowNanos) {
                break;
            }
            if (!begun.slow && slowLane < SLOW_LANE) {
                begun.slow = true;
                slowLane++;
                Destination to = of(begun.turn);
                to.slow = true;
                // What is due already would all leave at once when the destination answers.
                to.behind.forEach(turn -> waiting.add(turn.second() ? turn : inSecondPass(turn, to)));
                to.behind.clear();
            }
        }
    }

    /** An attempt leaves. */
    void begin(HopId id, Turn turn, long nowNanos) {
        underWay.put(id, new Begun(turn, nowNanos));
        mostInFlight = Math.max(mostInFlight, underWay.size() - slowLane);
        if (!burst) {
            Destination to = of(turn);
            to.busy = true;
            to.leftNanos = nowNanos;
        }
    }

    /** Takes this attempt out of turn, as a ledger says that it left; null: it does not wait. */
    @Nullable
    Turn take(HopId id) {
        Destination to = destinations.get(id.destination());
        Stream<Turn> behind = to == null ? Stream.empty() : to.behind.stream();
        Turn turn = Stream.concat(waiting.stream(), behind)
                .filter(one -> one.destination() == id.destination()
                        && one.sample() == id.sample()
                        && one.attempt() == id.attempt())
                .findFirst()
                .orElse(null);
        if (turn != null && !waiting.remove(turn) && to != null) {
            to.behind.remove(turn);
        }
        return turn;
    }

    /**
     * An attempt ended; null: it was not under way.
     *
     * @param state as in {@link RunReport.RowEntry}; only an error counts against the destination
     */
    @Nullable
    Begun end(HopId id, String state) {
        Begun begun = underWay.remove(id);
        if (begun == null) {
            return null;
        }
        slowLane -= begun.slow ? 1 : 0;
        Destination to = of(begun.turn);
        to.busy = false;
        if (state.equals(RunReport.RowEntry.OK)) {
            to.slow = false;
            to.failures = 0;
        } else if (to.slow && state.equals(RunReport.RowEntry.ERROR)) {
            to.failures++;
            to.ended = to.failures >= FAILURES;
        }
        waiting.addAll(to.behind);
        to.behind.clear();
        return begun;
    }

    /** Takes the attempts that will never leave, because their destination has ended. */
    List<Turn> ended(int destination) {
        Destination to = destinations.get(destination);
        if (to == null || !to.ended) {
            return List.of();
        }
        List<Turn> given = waiting.stream()
                .filter(turn -> turn.destination() == destination)
                .sorted(waiting.comparator())
                .toList();
        waiting.removeIf(turn -> turn.destination() == destination);
        return given;
    }

    /** Whether nothing more is sent to this destination. */
    boolean hasEnded(int destination) {
        Destination to = destinations.get(destination);
        return to != null && to.ended;
    }

    /** Takes all attempts that wait. */
    List<Turn> clear() {
        List<Turn> all = new ArrayList<>(waiting);
        waiting.clear();
        for (Destination to : destinations.values()) {
            all.addAll(to.behind);
            to.behind.clear();
        }
        all.sort(waiting.comparator());
        return all;
    }

    /** Those under way, in the order in which they left. */
    Map<HopId, Begun> underWay() {
        return underWay;
    }

    /** When {@link #next} may return an attempt if none ends before; {@code Long.MAX_VALUE}: never. */
    long nextNanos() {
        long slowsNanos = underWay.values().stream()
                .filter(begun -> !begun.slow)
                .findFirst()
                .filter(begun -> !burst && slowLane < SLOW_LANE)
                .map(begun -> begun.leftNanos + slowNanos)
                .orElse(Long.MAX_VALUE);
        Turn turn = waiting.peek();
        if (turn == null) {
            // A destination whose turns all wait behind a hop gets a second pass when that hop is slow.
            return destinations.values().stream().anyMatch(to -> !to.behind.isEmpty()) ? slowsNanos : Long.MAX_VALUE;
        }
        boolean full = !burst && underWay.size() - slowLane >= limit.now();
        return full ? Math.max(turn.leaveNanos(), slowsNanos) : turn.leaveNanos();
    }

    /** Whether no attempt waits and none is under way. */
    boolean isEmpty() {
        return waiting.isEmpty()
                && underWay.isEmpty()
                && destinations.values().stream().allMatch(to -> to.behind.isEmpty());
    }

    /** Highest number of hops that kept a place at once. */
    int mostInFlight() {
        return mostInFlight;
    }
}
