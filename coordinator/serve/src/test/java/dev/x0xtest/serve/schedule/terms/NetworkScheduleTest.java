package dev.x0xtest.serve.schedule.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.Plane;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NetworkScheduleTest {
    private static final NetworkName TEST = new NetworkName("test");

    private static NetworkSchedule schedule(int nodes, @Nullable Duration full, @Nullable Duration rotation) {
        return schedule(nodes, full, rotation, Map.of(), Duration.ofSeconds(30));
    }

    private static NetworkSchedule schedule(
            int nodes,
            @Nullable Duration full,
            @Nullable Duration rotation,
            Map<Plane, Integer> others,
            Duration deadline) {
        return new NetworkSchedule(
                TEST,
                nodes,
                Plane.RAW,
                full,
                rotation,
                8,
                others,
                List.of(),
                ZoneId.of("Europe/Berlin"),
                1,
                2_048,
                deadline);
    }

    private static List<String> names(NetworkSchedule schedule) {
        return schedule.series().stream().map(Series::name).toList();
    }

    private static void refused(String line, Runnable made) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(made::run).withMessage(line);
    }

    @Test
    void aSmallNetworkGetsFullMatricesAndALargeOneTheRotation() {
        assertThat(names(NetworkSchedule.suiting(TEST, 6))).containsExactly("test/raw/full", "test/gossip/full");
        assertThat(names(NetworkSchedule.suiting(TEST, 50)))
                .containsExactly("test/raw/full", "test/raw/rotation", "test/gossip/full");
        assertThat(names(NetworkSchedule.suiting(TEST, 51)))
                .containsExactly("test/raw/rotation", "test/gossip/rotation");
    }

    @Test
    void onlyTheFirstSeriesLeads() {
        for (int nodes : new int[] {6, 20, 300}) {
            assertThat(NetworkSchedule.suiting(TEST, nodes).series().stream().map(Series::leads))
                    .as("%d nodes", nodes)
                    .startsWith(true)
                    .filteredOn(leads -> leads)
                    .hasSize(1);
        }
    }

    @Test
    void burstsAreAtHoursInAscendingOrder() {
        NetworkSchedule bursts = new NetworkSchedule(
                TEST,
                6,
                Plane.RAW,
                null,
                null,
                8,
                Map.of(),
                List.of(LocalTime.of(15, 0), LocalTime.of(3, 0), LocalTime.of(15, 0)),
                ZoneId.of("Europe/Berlin"),
                1,
                64,
                Duration.ofSeconds(30));

        assertThat(names(bursts)).containsExactly("test/raw/burst");
        assertThat(bursts.bursts()).containsExactly(LocalTime.of(3, 0), LocalTime.of(15, 0));
        assertThat(bursts.series().get(0).leads()).isFalse();
    }

    @Test
    void theSeriesOfOneNetworkAreNeverDueTogether() {
        NetworkSchedule all = schedule(
                20,
                Duration.ofMinutes(30),
                Duration.ofMinutes(5),
                Map.of(Plane.GOSSIP, 2, Plane.DURABLE, 2),
                Duration.ofMinutes(2));
        for (Series one : all.series()) {
            for (Series other : all.series()) {
                long due = 0;
                for (int tick = 0; tick < 500; tick++) {
                    due = one.ticks().after(due);
                    if (!one.name().equals(other.name())) {
                        assertThat(other.ticks().after(due - 1))
                                .as("%s and %s", one.name(), other.name())
                                .isNotEqualTo(due);
                    }
                }
            }
        }
    }

    @Test
    void mistakesAreOneClearLine() {
        Duration half = Duration.ofMinutes(30);
        refused("schedule of network test: a schedule needs two nodes, not 1", () -> schedule(1, half, null));
        refused(
                "schedule of network test: --every: 51 nodes need more connections than the 50 that x0xd keeps; leave it out:"
                        + " the rotation has every pair, and a full matrix runs on request",
                () -> schedule(51, half, null));
        refused(
                "schedule of network test: --every must be between 10 s and 7 d, not 9 s",
                () -> schedule(6, Duration.ofSeconds(9), null));
        refused(
                "schedule of network test: --rotate-every must be shorter than --every, which is 30 min",
                () -> schedule(6, half, half));
        refused(
                "schedule of network test: nothing is scheduled: give --every, --rotate-every or --burst-at",
                () -> schedule(6, null, null));
        refused(
                "schedule of network test: --other-plane: raw is the plane already",
                () -> schedule(6, half, null, Map.of(Plane.RAW, 4), Duration.ofSeconds(30)));
        refused(
                "schedule of network test: --other-plane: gossip must be between 2 and 10000, not 1",
                () -> schedule(6, half, null, Map.of(Plane.GOSSIP, 1), Duration.ofSeconds(30)));
        refused(
                "schedule of network test: --deadline must be between 1 s and the shortest interval, 1 min, not 1 min 30 s",
                () -> schedule(6, half, Duration.ofMinutes(1), Map.of(), Duration.ofSeconds(90)));
        refused(
                "schedule of network test: --deadline must be between 1 s and 30 s, not 31 s",
                () -> schedule(6, Duration.ofSeconds(10), null, Map.of(), Duration.ofSeconds(31)));
    }

    @Test
    void aScheduleHasEachNetworkOnce() {
        NetworkSchedule one = NetworkSchedule.suiting(TEST, 6);
        ScheduleConfig.DailyBudget budget = ScheduleConfig.DailyBudget.suiting(List.of(one));

        refused("network test has two schedules", () -> new ScheduleConfig(List.of(one, one), budget));
        refused(
                "a daily budget is at least 1 message and 1 byte, not 0 and 1",
                () -> new ScheduleConfig.DailyBudget(0, 1));
    }

    @Test
    void spansAreReadable() {
        assertThat(List.of(500L, 10_000L, 90_000L, 7_200_000L, 5_400_000L, 90_000_000L, 200_000_000L, -7_200_000L))
                .map(Spans::text)
                .containsExactly("500 ms", "10 s", "1 min 30 s", "2 h", "1 h 30 min", "25 h", "2 d 7 h", "2 h");
    }
}
