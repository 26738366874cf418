package dev.x0xtest.local.watch;

import dev.x0xtest.serve.schedule.terms.NetworkSchedule;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.Plane;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** When a local mesh is measured: so often that a person need not wait. */
final class LocalSchedule {
    static final NetworkName NETWORK = new NetworkName("local");

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LATER = Duration.ofSeconds(30);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);
    /** In a wider mesh this machine would do nothing else. */
    private static final int MOST_SOON = 12;
    /** A slow node shows from several hops of each pair. */
    private static final int MOST_SAMPLED = 8;

    private static final int SAMPLES = 10;
    /** Nobody else needs these daemons. */
    private static final ScheduleConfig.DailyBudget NO_BOUND =
            new ScheduleConfig.DailyBudget(1_000_000_000L, 1_000_000_000_000L);

    private LocalSchedule() {}

    /** A matrix every 10 s; every 30 s of more than 12 nodes, and of more than 50 a round of the rotation. */
    static ScheduleConfig usual(int nodes) {
        Duration every = nodes > MOST_SOON ? LATER : SOON;
        boolean wide = nodes > NetworkSchedule.MOST_NODES_IN_FULL;
        NetworkSchedule schedule = new NetworkSchedule(
                NETWORK,
                nodes,
                Plane.RAW,
                wide ? null : every,
                wide ? every : null,
                NetworkSchedule.MOST_DESTINATIONS,
                // Ten hops a pair by gossip take longer than a round may: that plane is measured on request.
                Map.of(),
                List.of(),
                ZoneOffset.UTC,
                nodes > MOST_SAMPLED ? 1 : SAMPLES,
                NetworkSchedule.PAYLOAD_BYTES,
                // A node that is silent costs more than a round: cut off, it would not be named.
                /* deadline= */ every.compareTo(LONG_ENOUGH) < 0 ? LONG_ENOUGH : every);
        // A fault that slows a node looks like harm, and then no round would show it.
        return new ScheduleConfig(List.of(schedule), NO_BOUND, /* governed= */ false);
    }
}
