package dev.x0xtest.serve.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.serve.incident.IncidentRules;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.schedule.terms.NetworkSchedule;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.Plane;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long a fleet may go without a judged run before that is blindness. */
class SettingsTest {
    private static final NetworkName NETWORK = new NetworkName("test");

    private static Duration leading(Duration every, Duration deadline) {
        NetworkSchedule schedule = new NetworkSchedule(
                NETWORK, 6, Plane.RAW, every, null, 8, Map.of(), List.of(), ZoneOffset.UTC, 1, 2048, deadline);
        Settings settings = new Settings(
                "fleet",
                List.of(),
                new ScheduleConfig(List.of(schedule), ScheduleConfig.DailyBudget.suiting(List.of(schedule))),
                IncidentRules.defaults("fleet"));
        Map<Scope, Duration> leading = settings.leading();
        assertThat(leading).containsOnlyKeys(new Scope(NETWORK, Plane.RAW));
        return leading.values().iterator().next();
    }

    @Test
    void aRunIsToBeJudgedInEachInterval() {
        assertThat(leading(Duration.ofMinutes(5), Duration.ofMinutes(2))).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void whereRunsMayTakeLongerThanTheIntervalARunAndACloserLookFitIn() {
        Duration judged = leading(Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(judged.multipliedBy(IncidentRules.BLIND_INTERVALS))
                .isBetween(Duration.ofMillis(49_990), Duration.ofSeconds(50));
    }
}
