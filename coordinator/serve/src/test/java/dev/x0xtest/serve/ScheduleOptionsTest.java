package dev.x0xtest.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.serve.schedule.terms.NetworkSchedule;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig;
import dev.x0xtest.serve.schedule.terms.Series;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.Plane;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class ScheduleOptionsTest {
    private static final NetworkName NETWORK = NetworkName.parse("test").orElseThrow();

    private static ScheduleConfig config(int nodes, String... words) {
        return options(words).config(Map.of(NETWORK, labels(nodes)));
    }

    private static Set<String> labels(int nodes) {
        return IntStream.range(0, nodes).mapToObj(node -> "n" + node).collect(Collectors.toSet());
    }

    private static ScheduleOptions options(String... words) {
        ScheduleOptions options = new ScheduleOptions();
        CommandSpec command = CommandSpec.create().addMixin("schedule", CommandSpec.forAnnotatedObject(options));
        CommandLine line = new CommandLine(command);
        line.registerConverter(Duration.class, new dev.x0xtest.cli.options.DurationConverter());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.parseArgs(words);
        return options;
    }

    private static NetworkSchedule network(int nodes, String... words) {
        return config(nodes, words).networks().get(0);
    }

    @Test
    void whatIsNotGivenSuitsTheNumberOfNodes() {
        assertThat(network(6)).isEqualTo(NetworkSchedule.suiting(NETWORK, 6).of(labels(6)));
        assertThat(network(51)).isEqualTo(NetworkSchedule.suiting(NETWORK, 51).of(labels(51)));
        assertThat(network(51).full()).isNull();
    }

    @Test
    void everyOptionIsTaken() {
        NetworkSchedule given = network(
                12,
                "--every=1h",
                "--rotate-every=10m",
                "--out-degree=3",
                "--plane=gossip",
                "--other-plane=raw=4,durable=24",
                "--burst-at=03:00,15:30",
                "--time-zone=Europe/Berlin",
                "--samples=2",
                "--payload-bytes=700",
                "--deadline=90s");
        assertThat(given.full()).isEqualTo(Duration.ofHours(1));
        assertThat(given.rotation()).isEqualTo(Duration.ofMinutes(10));
        assertThat(given.destinations()).isEqualTo(3);
        assertThat(given.plane()).isEqualTo(Plane.GOSSIP);
        assertThat(given.others()).isEqualTo(Map.of(Plane.RAW, 4, Plane.DURABLE, 24));
        assertThat(given.bursts()).containsExactly(LocalTime.of(3, 0), LocalTime.of(15, 30));
        assertThat(given.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(given.samples()).isEqualTo(2);
        assertThat(given.payloadBytes()).isEqualTo(700);
        assertThat(given.deadline()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void aShortIntervalShortensTheDeadlineAndDropsTheRotation() {
        NetworkSchedule often = network(12, "--every=20s");
        assertThat(often.deadline()).isEqualTo(Duration.ofSeconds(20));
        assertThat(often.rotation()).isNull();
    }

    @Test
    void severalNetworksHaveAScheduleEachAndOneBudget() {
        Map<NetworkName, Set<String>> nodes = new LinkedHashMap<>();
        nodes.put(NETWORK, labels(6));
        nodes.put(new NetworkName("prod"), labels(60));
        ScheduleConfig both = options("--samples=2").config(nodes);
        assertThat(both.series())
                .extracting(Series::name)
                .containsExactly("test/raw/full", "test/gossip/full", "prod/raw/rotation", "prod/gossip/rotation");
        assertThat(both.networks()).allMatch(one -> one.samples() == 2);
        assertThat(both.budget()).isEqualTo(new ScheduleConfig.DailyBudget(660_000, 6_600_000_000L));
    }

    @Test
    void aMegabyteIsAMillionBytes() {
        assertThat(config(6, "--daily-messages=1000", "--daily-megabytes=5").budget())
                .isEqualTo(new ScheduleConfig.DailyBudget(1_000, 5_000_000));
    }

    @ParameterizedTest
    @CsvSource({
        "6, --every=1s, --every must be between 10 s and 7 d",
        "60, --every=5m, more connections than the 50",
        "6, --every=soon, --every: 'soon' is not a duration",
        "6, --other-plane=raw, --other-plane: write",
        "6, --burst-at=25:00, --burst-at: write hours",
        "6, --time-zone=Nowhere/Land, --time-zone",
        "6, --out-degree=17, --out-degree must be between 1 and 16",
        "6, --every=never, nothing is scheduled",
        "6, --daily-messages=0, a daily budget is at least"
    })
    void whatIsWrongIsOneLine(int nodes, String word, String line) {
        assertThatThrownBy(() -> config(nodes, word))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(line)
                .hasMessageNotContaining("\n");
    }
}
