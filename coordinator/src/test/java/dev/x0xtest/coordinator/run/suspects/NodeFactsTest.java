package dev.x0xtest.coordinator.run.suspects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.plan.Evidence;
import dev.x0xtest.wire.plan.RunReport;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeFactsTest {
    private static final long LONGEST_MS = 60_000;
    private static final long WALL_MS = 1_750_000_000_000L;

    private static Attachment stream(long generation, long sinceMs, long ageMs, long uptimeSecs) {
        return new Attachment(true, generation, sinceMs, ageMs, 0, 0, 0, uptimeSecs, 5, 0);
    }

    /** The stream at arming is 4 s old then; that of the report is 1 s old, and its wall clock reads {@code wallSecs} more. */
    @ParameterizedTest
    @CsvSource({
        "100, 1, 110, 1, 10, false",
        "100, 1, 109, 2, 10, false",
        "100, 1, 4, 2, 10, true",
        "8, 1, 11, 2, 10, true",
        "8, 1, 11, 1, 10, false",
        "-1, 1, 11, 2, 10, false",
        "8, 1, -1, 2, 10, false",
        // It was sending for two seconds, and reported half a minute later.
        "6, 1, 30, 2, 30, true",
        "6, 1, 35, 2, 30, false",
        // The wall clock was set meanwhile: it says nothing.
        "6, 1, 30, 2, 3600, false",
        "6, 1, 9, 2, -3600, false",
        "6, 1, 3, 2, -3600, true"
    })
    void aDaemonThatIsTooYoungWasStartedAgain(
            long armedSecs, long armedStream, long nowSecs, long nowStream, long wallSecs, boolean restarted) {
        assertThat(restarted(report(armedSecs, armedStream, nowSecs, nowStream, wallSecs)))
                .isEqualTo(restarted);
    }

    /** The daemon did not answer in time at the end; its uptime was read with the counters, some seconds before at most. */
    @ParameterizedTest
    @CsvSource({
        "7, 12, 2, 13, true",
        "100, 12, 2, 13, true",
        "7, 16, 2, 13, false",
        "7, 12, 1, 13, false",
        "7, 3, 1, 13, true"
    })
    void anUptimeReadWithTheCountersIsEnough(
            long armedSecs, long countedSecs, long nowStream, long wallSecs, boolean restarted) {
        Evidence.Counters counted =
                new Evidence.Counters(null, null, null, null, null, null, null, null, null, null, countedSecs);
        assertThat(restarted(report(armedSecs, 1, -1, nowStream, wallSecs).with(counted, null, null)))
                .isEqualTo(restarted);
    }

    private static RunReport report(long armedSecs, long armedStream, long nowSecs, long nowStream, long wallSecs) {
        return new RunReport(
                "5a".repeat(16),
                1,
                0,
                true,
                true,
                List.of(),
                List.of(),
                stream(armedStream, WALL_MS, 4_000, armedSecs),
                stream(nowStream, WALL_MS + 3_000 + 1_000 * wallSecs, 1_000, nowSecs),
                null,
                0,
                0,
                0,
                0,
                0,
                null,
                null);
    }

    private static boolean restarted(RunReport report) {
        return NodeFacts.of(new NodeLabel("sfo"), report, 2_000, LONGEST_MS, index -> null).stream()
                .anyMatch(fact -> fact.name().equals(Fact.X0XD_RESTARTED));
    }
}
