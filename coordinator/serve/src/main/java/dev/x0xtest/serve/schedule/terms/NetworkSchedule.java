package dev.x0xtest.serve.schedule.terms;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.plan.PlanLimits;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When one network is measured, and how. Immutable.
 *
 * @param nodes in the network
 * @param plane of the full matrix, the rotation and the bursts
 * @param full between full matrices; null: on request only
 * @param rotation between rounds of the rotation; null: there is none
 * @param destinations of each node in a round
 * @param others planes that are measured now and then: each at every so many-th tick of the full matrix, or of the rotation
 *     where there is no full matrix
 * @param bursts hours of the day at which all hops start at once
 * @param zone of these hours
 * @param samples hops of each pair
 * @param payloadBytes random bytes of a hop
 * @param deadline by which a run ends
 * @param labels of its nodes; empty: unknown
 */
public record NetworkSchedule(
        NetworkName network,
        int nodes,
        Plane plane,
        @Nullable Duration full,
        @Nullable Duration rotation,
        int destinations,
        Map<Plane, Integer> others,
        List<LocalTime> bursts,
        ZoneId zone,
        int samples,
        int payloadBytes,
        Duration deadline,
        Set<String> labels) {
    /** x0xd keeps so many connections and gives up the least used one for a new one: a full matrix needs one for each node. */
    public static final int MOST_NODES_IN_FULL = 50;

    public static final int MOST_DESTINATIONS = 16;
    public static final int MOST_SAMPLES = 1_000;
    public static final int MOST_BURSTS = 24;
    /** The rarest plane: every so many-th tick. */
    public static final int RAREST = 10_000;

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int FEW_NODES = 9;
    private static final Duration FULL_OF_FEW = Duration.ofMinutes(5);
    private static final Duration FULL_OF_MORE = Duration.ofMinutes(30);
    private static final Duration ROTATION_OF_MORE = Duration.ofMinutes(10);
    // Each run leaves plans and reports in the anchor's history, and more of them the wider the network is: DayPlan.
    private static final Duration ROTATION_OF_MANY = Duration.ofMinutes(30);
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final int DESTINATIONS = 8;
    private static final int OTHERS_EVERY = 12;
    public static final int PAYLOAD_BYTES = 2_048;

    /**
     * Checks all values and how they fit together.
     *
     * @throws UsageException with one clear line, which names the option of the command line
     */
    public NetworkSchedule {
        labels = Set.copyOf(labels);
        others = Collections.unmodifiableMap(sorted(others));
        bursts = List.copyOf(new TreeSet<>(bursts));
        if (!labels.isEmpty() && labels.size() != nodes) {
            throw new IllegalArgumentException(labels.size() + " labels of " + nodes + " nodes");
        }
        check(network, nodes >= 2, "a schedule needs two nodes, not " + nodes);
        if (full != null) {
            interval(network, "--every", full);
            check(
                    network,
                    nodes <= MOST_NODES_IN_FULL,
                    "--every: " + nodes + " nodes need more connections than the " + MOST_NODES_IN_FULL
                            + " that x0xd keeps; leave it out: the rotation has every pair, and a full matrix runs on request");
        }
        if (rotation != null) {
            interval(network, "--rotate-every", rotation);
            check(
                    network,
                    full == null || rotation.compareTo(full) < 0,
                    "--rotate-every must be shorter than --every, which is " + (full == null ? "" : Spans.text(full)));
        }
        check(
                network,
                full != null || rotation != null || !bursts.isEmpty(),
                "nothing is scheduled: give --every, --rotate-every or --burst-at");
        range(network, "--out-degree", destinations, 1, MOST_DESTINATIONS);
        range(network, "--samples", samples, 1, MOST_SAMPLES);
        range(network, "--payload-bytes", payloadBytes, 16, PlanLimits.PAYLOAD_BYTES);
        check(
                network,
                bursts.size() <= MOST_BURSTS,
                "--burst-at takes at most " + MOST_BURSTS + " hours, not " + bursts.size());
        check(
                network,
                bursts.isEmpty() || nodes <= MOST_NODES_IN_FULL,
                "--burst-at: all pairs of " + nodes + " nodes at once need more connections than the "
                        + MOST_NODES_IN_FULL + " that x0xd keeps");
        check(network, !others.containsKey(plane), "--other-plane: " + plane.label() + " is the plane already");
        check(
                network,
                others.isEmpty() || full != null || rotation != null,
                "--other-plane needs --every or --rotate-every, whose ticks it counts");
        for (Map.Entry<Plane, Integer> other : others.entrySet()) {
            range(network, "--other-plane: " + other.getKey().label(), other.getValue(), 2, RAREST);
        }
        Duration most = shorter(shorter(LONGEST, full), rotation);
        check(
                network,
                deadline.compareTo(Duration.ofSeconds(1)) >= 0 && deadline.compareTo(most) <= 0,
                "--deadline must be between 1 s and the shortest interval, " + Spans.text(most) + ", not "
                        + Spans.text(deadline));
    }

    /** One of nodes whose labels are unknown. */
    public NetworkSchedule(
            NetworkName network,
            int nodes,
            Plane plane,
            @Nullable Duration full,
            @Nullable Duration rotation,
            int destinations,
            Map<Plane, Integer> others,
            List<LocalTime> bursts,
            ZoneId zone,
            int samples,
            int payloadBytes,
            Duration deadline) {
        this(
                network,
                nodes,
                plane,
                full,
                rotation,
                destinations,
                others,
                bursts,
                zone,
                samples,
                payloadBytes,
                deadline,
                Set.of());
    }

    /** The same schedule of nodes with these labels. */
    public NetworkSchedule of(Set<String> known) {
        return new NetworkSchedule(
                network,
                nodes,
                plane,
                full,
                rotation,
                destinations,
                others,
                bursts,
                zone,
                samples,
                payloadBytes,
                deadline,
                known);
    }

    /** How many nodes are left without these; where labels are unknown, each of them counts. */
    public int nodesWithout(List<String> excluded) {
        return nodes
                - (int) excluded.stream()
                        .filter(label -> labels.isEmpty() || labels.contains(label))
                        .count();
    }

    /**
     * What suits a network of so many nodes: up to 9 a full matrix every 5 minutes; up to 50 one every half hour and a rotation
     * every 10 minutes between; above that the rotation alone, every half hour, with more destinations. Gossip at every 12th of these
     * ticks.
     *
     * @throws UsageException for fewer than two nodes
     */
    public static NetworkSchedule suiting(NetworkName network, int nodes) {
        boolean few = nodes <= FEW_NODES;
        boolean wide = nodes > MOST_NODES_IN_FULL;
        return new NetworkSchedule(
                network,
                nodes,
                Plane.RAW,
                wide ? null : few ? FULL_OF_FEW : FULL_OF_MORE,
                few ? null : wide ? ROTATION_OF_MANY : ROTATION_OF_MORE,
                wide ? MOST_DESTINATIONS : DESTINATIONS,
                Map.of(Plane.GOSSIP, OTHERS_EVERY),
                List.of(),
                ZoneOffset.UTC,
                1,
                PAYLOAD_BYTES,
                DEADLINE);
    }

    /** The series of this network: the leading one first. */
    public List<Series> series() {
        List<Series> all = new ArrayList<>();
        Ticks.Interval fullTicks = full == null ? null : new Ticks.Interval(full, Duration.ZERO, null);
        Ticks.Interval rotationTicks = rotation == null ? null : new Ticks.Interval(rotation, Duration.ZERO, fullTicks);
        if (fullTicks != null) {
            all.add(series(plane, RunKind.FULL, fullTicks, true));
        }
        if (rotationTicks != null) {
            all.add(series(plane, RunKind.ROTATION, rotationTicks, fullTicks == null));
        }
        Duration base = full != null ? full : rotation;
        int place = 1;
        for (Map.Entry<Plane, Integer> other : others.entrySet()) {
            // Between the others' ticks, so that nobody waits.
            Duration phase = shorter(LONGEST, rotation == null ? base : rotation)
                    .multipliedBy(place++)
                    .dividedBy(others.size() + 1L);
            Duration every = (base == null ? LONGEST : base).multipliedBy(other.getValue());
            RunKind kind = full == null ? RunKind.ROTATION : RunKind.FULL;
            all.add(series(other.getKey(), kind, new Ticks.Interval(every, phase, null), false));
        }
        if (!bursts.isEmpty()) {
            all.add(series(plane, RunKind.BURST, new Ticks.Hours(bursts, zone), all.isEmpty()));
        }
        return all;
    }

    private Series series(Plane of, RunKind kind, Ticks ticks, boolean leads) {
        return new Series(
                network.text() + "/" + of.label() + "/" + kind.label(),
                new Scope(network, of),
                kind,
                ticks,
                nodes,
                destinations,
                samples,
                payloadBytes,
                deadline,
                leads && kind != RunKind.BURST);
    }

    private static Map<Plane, Integer> sorted(Map<Plane, Integer> others) {
        Map<Plane, Integer> all = new EnumMap<>(Plane.class);
        // The constructor of EnumMap that copies a map refuses an empty one.
        all.putAll(others);
        return all;
    }

    private static Duration shorter(Duration one, @Nullable Duration other) {
        return other == null || one.compareTo(other) < 0 ? one : other;
    }

    private static void interval(NetworkName network, String option, Duration value) {
        check(
                network,
                value.compareTo(SHORTEST) >= 0 && value.compareTo(LONGEST) <= 0,
                option + " must be between " + Spans.text(SHORTEST) + " and " + Spans.text(LONGEST) + ", not "
                        + Spans.text(value));
    }

    private static void range(NetworkName network, String option, long value, long least, long most) {
        check(
                network,
                value >= least && value <= most,
                option + " must be between " + least + " and " + most + ", not " + value);
    }

    private static void check(NetworkName network, boolean holds, String line) {
        if (!holds) {
            throw new UsageException("schedule of network " + network.text() + ": " + line);
        }
    }
}
