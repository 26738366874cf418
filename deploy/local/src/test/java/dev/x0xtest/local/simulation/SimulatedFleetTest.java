package dev.x0xtest.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.Verdict;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.local.CommandRun;
import dev.x0xtest.local.mesh.ControlMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests fleets that are too large for this machine, in virtual time. {@code bench/thousand} does the same with a
 * thousand nodes.
 */
class SimulatedFleetTest {
    private static final int NODES = 200;

    @TempDir
    private Path directory = Path.of("");

    private Report run(int nodes, int broken) throws IOException {
        RunConfig.Limits limits = SimulatedFleet.limits(Duration.ofMinutes(5), 1, null, false, null);
        return new SimulatedFleet(new SimulatedFleet.Spec(nodes, limits).broken(broken))
                .run(directory)
                .report();
    }

    @Test
    void aLargeFleetIsProvenByFiveMessagesForEachRunner() throws IOException {
        Report report = run(NODES, 0);
        assertThat(report.verdict()).as("%s", report.totals()).isEqualTo(Verdict.PASS);
        assertThat(report.totals().pairs()).isEqualTo(NODES * (NODES - 1));
        assertThat(report.totals().firstAttemptOk()).isEqualTo(NODES * (NODES - 1));
        assertThat(ControlMessages.ofPlans(name -> report.counters().getOrDefault(name, 0L)))
                .as("%s", report.counters())
                .isBetween(4L * NODES, 5L * NODES);
    }

    @Test
    void whatIsAcknowledgedAndNeverShownIsMissingAndTheJournalTellsTheSameByteForByte() throws IOException {
        Report report = run(NODES, 7);
        assertThat(report.verdict()).as("%s", report.totals()).isEqualTo(Verdict.FAIL);
        assertThat(report.totals().refuted()).isEqualTo(7);
        assertThat(report.totals().unobserved()).isZero();

        Path again = directory.resolve("again.json");
        CommandRun.Said said = CommandRun.said("report", directory.toString(), "--json", again.toString());
        assertThat(said.exit()).as(said.err()).isEqualTo(report.exitCode().code());
        assertThat(Files.readString(again)).isEqualTo(ReportJson.text(report));
        assertThat(said.out().lines()).as("a person reads it").hasSizeBetween(20, 120);
        assertThat(said.out()).contains("200 nodes, ").contains("MISSING").contains("FAIL");
    }

    /** The labels and keys of 301 nodes make a plan that takes several messages. */
    @Test
    void aPlanInPartsArrives() throws IOException {
        Report report = run(301, 0);
        assertThat(report.verdict()).as("%s", report.totals()).isEqualTo(Verdict.PASS);
        assertThat(report.counters().get("control_sent_transfer")).isEqualTo(301);
    }
}
