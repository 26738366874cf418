package dev.x0xtest.coordinator.run.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.launch.CommandLineRunner;
import dev.x0xtest.coordinator.command.offline.ReportCommand;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FileJournalTest {
    @TempDir
    private Path directory;

    @Test
    void aJournalOnDiskGivesTheSameReportByteForByte() throws IOException {
        SimulatedFleet fleet = new SimulatedFleet(4);
        fleet.pair(1, 2, HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER));
        fleet.runners.get(3).upstream = true;
        Report report = fleet.run();
        Path file = fleet.journal.write(directory, fleet.config, null);
        Report again = JournalReplay.report(file);
        assertThat(ReportJson.text(again)).isEqualTo(ReportJson.text(report));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aSparseRunOnDiskDeclaresItsPairs() throws IOException {
        SimulatedFleet fleet = new SimulatedFleet(4)
                .sparse(List.of(List.of(1, 3), List.of(), List.of(), List.of(0)))
                .planned();
        Report report = fleet.run();
        Path file = fleet.journal.write(directory, fleet.config, null);
        assertThat(Files.readAllLines(file).get(0)).contains("\"cells\":[[1,3],[],[],[0]]");
        assertThat(JournalReplay.head(file).config()).isEqualTo(fleet.config);
        assertThat(ReportJson.text(JournalReplay.report(file))).isEqualTo(ReportJson.text(report));
        assertThat(report.totals().proven()).isEqualTo(3);
    }

    @Test
    void theReportCommandShowsTheRunAgainAndExitsAsItDid() throws IOException {
        SimulatedFleet fleet = new SimulatedFleet(3);
        fleet.pair(1, 2, HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER));
        Report report = fleet.run();
        fleet.journal.write(directory, fleet.config, null);
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new ReportCommand()).setOut(new PrintWriter(out, true));
        int code = new CommandLineRunner(Map.of(), Map.of()).run(command, directory.toString(), "--color=never");
        assertThat(code).isEqualTo(report.exitCode().code()).isEqualTo(1);
        assertThat(out.toString())
                .contains("MISSING")
                .contains("5 of 6 pairs proven")
                .contains(report.runId());
    }

    @Test
    void aJournalThatEndsTooEarlyGivesWhatWasKnownByThen() throws IOException {
        SimulatedFleet fleet = new SimulatedFleet(2);
        fleet.run();
        Path file = fleet.journal.write(directory, fleet.config, null);
        List<String> lines = Files.readAllLines(file);
        Files.writeString(file, String.join("\n", lines.subList(0, lines.size() / 2)) + "\n");
        Report cut = JournalReplay.report(file);
        assertThat(cut.partial()).isEqualTo("its journal ends before the run did");
        assertThat(cut.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(cut.totals().proven()).isZero();
    }

    @Test
    void anotherFileIsNoJournal() throws IOException {
        Path file = Files.writeString(directory.resolve("other"), "{\"format\":99}\n");
        assertThatThrownBy(() -> JournalReplay.report(file))
                .isInstanceOf(IOException.class)
                .hasMessage("has format 99; this x0xtest reads formats 1 and 2");
        Path text = Files.writeString(directory.resolve("text"), "hello\n");
        assertThatThrownBy(() -> JournalReplay.report(text)).isInstanceOf(IOException.class);
    }
}
