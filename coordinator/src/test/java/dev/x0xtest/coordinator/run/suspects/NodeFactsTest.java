package dev.x0xtest.coordinator.run.suspects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.plan.RunReport;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeFactsTest {
    private static Attachment stream(long generation, long uptimeSecs) {
        return new Attachment(true, generation, 0, 0, 0, 0, 0, uptimeSecs, 5, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 1, 110, 1, 10000, false",
        "100, 1, 109, 2, 10000, false",
        "100, 1, 4, 2, 10000, true",
        "8, 1, 11, 2, 10000, true",
        "8, 1, 11, 1, 10000, false",
        "-1, 1, 11, 2, 10000, false",
        "8, 1, -1, 2, 10000, false"
    })
    void aDaemonThatIsTooYoungWasStartedAgain(
            long armedSecs, long armedStream, long nowSecs, long nowStream, long lastedMs, boolean restarted) {
        RunReport report = new RunReport(
                "5a".repeat(16),
                1,
                0,
                true,
                true,
                List.of(),
                List.of(),
                stream(armedStream, armedSecs),
                stream(nowStream, nowSecs),
                null,
                0,
                0,
                0,
                0,
                0,
                null,
                null);
        List<Fact> facts = NodeFacts.of(new NodeLabel("sfo"), report, lastedMs, index -> null);
        assertThat(facts.stream().anyMatch(fact -> fact.name().equals(Fact.X0XD_RESTARTED)))
                .isEqualTo(restarted);
    }
}
