package dev.x0xtest.serve.schedule;

import dev.x0xtest.serve.schedule.terms.NetworkSchedule;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.Plane;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configurations for tests. */
final class Schedules {
    static final NetworkName TEST = new NetworkName("test");
    private static final ScheduleConfig.DailyBudget AMPLE =
            new ScheduleConfig.DailyBudget(Long.MAX_VALUE / 4, Long.MAX_VALUE / 4);

    private Schedules() {}

    /** Six nodes, a full matrix each five minutes. */
    static ScheduleConfig small() {
        return of(network(6, Duration.ofMinutes(5), null, Map.of(), List.of()));
    }

    /** Twenty nodes: full matrix, rotation between, gossip now and then, bursts at two hours of Berlin. */
    static ScheduleConfig everything() {
        return of(network(
                20,
                Duration.ofMinutes(30),
                Duration.ofMinutes(5),
                Map.of(Plane.GOSSIP, 4),
                List.of(LocalTime.of(2, 30), LocalTime.of(14, 0))));
    }

    static ScheduleConfig of(NetworkSchedule... networks) {
        return new ScheduleConfig(List.of(networks), AMPLE);
    }

    static ScheduleConfig within(ScheduleConfig config, long messages, long x0xdBytes) {
        return new ScheduleConfig(config.networks(), new ScheduleConfig.DailyBudget(messages, x0xdBytes));
    }

    static NetworkSchedule network(
            int nodes,
            @Nullable Duration full,
            @Nullable Duration rotation,
            Map<Plane, Integer> others,
            List<LocalTime> bursts) {
        return new NetworkSchedule(
                TEST,
                nodes,
                Plane.RAW,
                full,
                rotation,
                4,
                others,
                bursts,
                ZoneId.of("Europe/Berlin"),
                1,
                2_048,
                Duration.ofMinutes(1));
    }
}
