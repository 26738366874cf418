package dev.x0xtest.serve;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.Ranges;
import dev.x0xtest.serve.schedule.terms.NetworkSchedule;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig.DailyBudget;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.Plane;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When the networks of a fleet are measured, and how; a picocli mixin. What is not given suits the number of nodes. */
final class ScheduleOptions {
    private static final String NEVER = "never";

    @Option(
            names = "--every",
            paramLabel = "DURATION|never",
            description =
                    "A full matrix this often; never: only when asked for (default: 5m up to 9 nodes, 30m up to 50,"
                            + " never above: x0xd keeps at most 50 connections).")
    private @Nullable String every;

    @Option(
            names = "--rotate-every",
            paramLabel = "DURATION|never",
            description =
                    "Between full matrices, some destinations of each node, others each time (default: never up to 9"
                            + " nodes, 10m up to 50, 30m above).")
    private @Nullable String rotateEvery;

    @Option(
            names = "--out-degree",
            paramLabel = "K",
            description = "Destinations of each node in a rotation, 1 to 16 (default: 8, above 50 nodes 16).")
    private @Nullable Integer degree;

    @Option(
            names = "--plane",
            paramLabel = "PLANE",
            description = "The delivery path of matrix and rotation: raw, gossip or durable (default: raw).")
    private @Nullable Plane plane;

    @Option(
            names = "--other-plane",
            split = ",",
            arity = "1..*",
            paramLabel = "PLANE=N|none",
            description = "Measure another plane each N-th time (default: gossip each 12th time).")
    private List<String> others = new ArrayList<>();

    @Option(
            names = "--burst-at",
            split = ",",
            arity = "1..*",
            paramLabel = "HH:MM",
            description = "At these hours of the day all hops start at once (default: never).")
    private List<String> bursts = new ArrayList<>();

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "The time zone of --burst-at, such as Europe/Berlin (default: UTC).")
    private @Nullable String zone;

    @Option(names = "--samples", paramLabel = "N", description = "Hops of each pair (default: 1).")
    private @Nullable Integer samples;

    @Option(names = "--payload-bytes", paramLabel = "N", description = "Random bytes in each hop (default: 2048).")
    private @Nullable Integer payloadBytes;

    @Option(
            names = "--deadline",
            paramLabel = "DURATION",
            description =
                    "A run ends by then, whatever is still missing (default: 2m, or the interval if that is shorter).")
    private @Nullable Duration deadline;

    @Option(
            names = "--daily-messages",
            paramLabel = "N",
            description = "Most messages of a UTC day, all networks together (default: 10,000 a node).")
    private @Nullable Integer messages;

    @Option(
            names = "--daily-megabytes",
            paramLabel = "N",
            description =
                    "Most MB by which the stored histories of all x0xd may grow in a UTC day (default: 100 a node).")
    private @Nullable Integer megabytes;

    @Option(
            names = "--fleet-rate",
            paramLabel = "N",
            description =
                    "Hops per second that all hosts begin together, where one machine carries them (default: no bound).")
    private @Nullable Integer fleetRate;

    /** As given; null: no bound. */
    @Nullable
    Integer fleetRate() {
        return fleetRate == null ? null : Integer.valueOf(Ranges.between("--fleet-rate", fleetRate, 1, 1_000_000));
    }

    /**
     * The schedule of these networks, each with the labels of its nodes; what is given holds for all of them. Throws one clear
     * line.
     */
    ScheduleConfig config(Map<NetworkName, Set<String>> nodes) {
        List<NetworkSchedule> networks = new ArrayList<>();
        nodes.forEach((network, labels) ->
                networks.add(network(network, labels.size()).of(labels)));
        DailyBudget budget = DailyBudget.suiting(networks);
        return new ScheduleConfig(
                networks,
                new DailyBudget(
                        messages == null ? budget.messages() : messages.longValue(),
                        megabytes == null ? budget.x0xdBytes() : megabytes * 1_000_000L));
    }

    private NetworkSchedule network(NetworkName network, int nodes) {
        NetworkSchedule usual = NetworkSchedule.suiting(network, nodes);
        Duration full = interval("--every", every, usual.full());
        Duration rotation = interval("--rotate-every", rotateEvery, usual.rotation());
        if (rotateEvery == null && full != null && rotation != null && rotation.compareTo(full) >= 0) {
            rotation = null;
        }
        Duration least = shorter(full, rotation);
        Duration ends = deadline == null
                ? least != null && least.compareTo(usual.deadline()) < 0 ? least : usual.deadline()
                : deadline;
        return new NetworkSchedule(
                network,
                nodes,
                plane == null ? usual.plane() : plane,
                full,
                rotation,
                degree == null ? usual.destinations() : degree,
                others(full == null && rotation == null ? Map.of() : usual.others(), plane),
                bursts.stream().map(ScheduleOptions::hour).toList(),
                zone(usual.zone()),
                samples == null ? usual.samples() : samples,
                payloadBytes == null ? usual.payloadBytes() : payloadBytes,
                ends);
    }

    private static @Nullable Duration shorter(@Nullable Duration one, @Nullable Duration other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) < 0 ? one : other;
    }

    private static @Nullable Duration interval(String option, @Nullable String text, @Nullable Duration usual) {
        if (text == null) {
            return usual;
        }
        if (text.strip().equals(NEVER)) {
            return null;
        }
        return Durations.of(option, text);
    }

    private Map<Plane, Integer> others(Map<Plane, Integer> usual, @Nullable Plane main) {
        Map<Plane, Integer> all = new EnumMap<>(Plane.class);
        if (others.isEmpty()) {
            all.putAll(usual);
            if (main != null) {
                all.remove(main);
            }
            return all;
        }
        if (others.equals(List.of("none"))) {
            return all;
        }
        for (String one : others) {
            String[] parts = one.strip().split("=", -1);
            Plane other = Plane.parse(parts[0]).orElse(null);
            if (parts.length != 2 || other == null || !parts[1].matches("[0-9]{1,5}")) {
                throw new UsageException(
                        "--other-plane: write raw, gossip or durable and how often, such as gossip=12, or none");
            }
            all.put(other, Integer.parseInt(parts[1]));
        }
        return all;
    }

    private static LocalTime hour(String text) {
        try {
            return LocalTime.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new UsageException("--burst-at: write hours as 03:00");
        }
    }

    private ZoneId zone(ZoneId usual) {
        try {
            return zone == null ? usual : ZoneId.of(zone.strip());
        } catch (DateTimeException e) {
            throw new UsageException("--time-zone: write a zone such as Europe/Berlin or UTC");
        }
    }
}
