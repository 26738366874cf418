package dev.x0xtest.coordinator.run.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A journal that ends anywhere, or was changed anywhere: what it tells is true, or it is refused. */
class CutJournalTest {
    @TempDir
    private Path directory;

    @Test
    void aRunByPlansThatIsCutAtAnyByteTellsOnlyWhatWasKnown() throws IOException {
        SimulatedFleet fleet = new SimulatedFleet(3);
        fleet.pair(0, 2, HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER));
        everyCut(fleet);
    }

    @Test
    void aRunPairByPairThatIsCutAtAnyByteTellsOnlyWhatWasKnown() throws IOException {
        SimulatedFleet fleet = new SimulatedFleet(2, true);
        fleet.pair(0, 1, HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER));
        everyCut(fleet);
    }

    /** Cuts one byte after the other off the end. */
    private void everyCut(SimulatedFleet fleet) throws IOException {
        Report full = fleet.run();
        Path file = fleet.journal.write(directory, fleet.config, null);
        byte[] whole = Files.readAllBytes(file);
        assertThat(JournalReplay.report(file)).isEqualTo(full);
        int headed = indexOfLineEnd(whole) + 1;
        Report known = null;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int length = whole.length - 1; length >= 0; length--) {
                channel.truncate(length);
                if (length < headed) {
                    assertThatThrownBy(() -> JournalReplay.report(file)).isInstanceOf(JournalReplay.Damage.class);
                } else if (known == null || whole[length] == '\n') {
                    // The line that ends here does not count any more.
                    known = JournalReplay.report(file);
                    isTrue(known, full);
                } else if (length % 211 == 0) {
                    assertThat(JournalReplay.report(file)).isEqualTo(known);
                }
            }
        }
    }

    /** Its first events count from then on, and a timer after that time would be in the past. */
    @Test
    @Timeout(60)
    void aTimeThatNoRunReachesIsDamage() throws IOException {
        SimulatedFleet fleet = new SimulatedFleet(2);
        fleet.run();
        Path file = fleet.journal.write(directory, fleet.config, null);
        String journal = Files.readString(file);
        for (String time : List.of("-1", "9223372036854775000", "99999999999999999999", "1.5", "\"1\"")) {
            replaced(file, journal, "\"at_ns\":\\d+", "\"at_ns\":" + time);
            assertThatThrownBy(() -> JournalReplay.report(file)).as(time).isInstanceOf(JournalReplay.Damage.class);
        }
        replaced(file, journal, "\"deadline\":\"[^\"]+\"", "\"deadline\":\"PT999999999999S\"");
        assertThatThrownBy(() -> JournalReplay.report(file)).isInstanceOf(JournalReplay.Damage.class);
    }

    @Test
    void aTimeThatRunsBackIsDamageAlsoWhereTheJournalIsCut() throws IOException {
        SimulatedFleet fleet = new SimulatedFleet(2);
        fleet.run();
        Path file = fleet.journal.write(directory, fleet.config, null);
        List<String> lines = Files.readAllLines(file);
        String begun = String.join("\n", lines.subList(0, lines.size() / 2));
        replaced(file, begun, "(?s)(.*)\"at_ns\":\\d+", "$1\"at_ns\":0");
        assertThatThrownBy(() -> JournalReplay.report(file)).isInstanceOf(JournalReplay.Damage.class);
    }

    /** Writes the journal again with another text in one place, and with checksums that are right. */
    private static void replaced(Path file, String journal, String what, String with) throws IOException {
        Seal seal = new Seal();
        StringBuilder changed = new StringBuilder();
        for (String line : journal.replaceFirst(what, with).lines().toList()) {
            byte[] bare = line.replaceFirst(",\"crc\":\"[0-9a-f]{8}\"}$", "}").getBytes(StandardCharsets.UTF_8);
            changed.append(new String(seal.seal(bare), StandardCharsets.UTF_8)).append('\n');
        }
        Files.writeString(file, changed);
    }

    private static int indexOfLineEnd(byte[] bytes) {
        int at = 0;
        while (bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private static void isTrue(Report cut, Report full) {
        assertThat(cut.exitCode() == ExitCode.PASS).isFalse();
        for (int i = 0; i < full.cells().size(); i++) {
            CellReport known = cut.cells().get(i);
            CellReport last = full.cells().get(i);
            assertThat(known.src()).isEqualTo(last.src());
            assertThat(known.dst()).isEqualTo(last.dst());
            boolean same = known.outcome() == last.outcome();
            boolean open = known.outcome().cellClass() == CellClass.UNOBSERVED;
            boolean triedAgain = known.outcome().cellClass() == CellClass.REFUTED && last.attempts() > known.attempts();
            assertThat(same || open || triedAgain)
                    .as("%s of %s, in the end %s", known.outcome(), known.src(), last.outcome())
                    .isTrue();
        }
    }

    @Test
    void aChangedByteIsDamageUnlessItIsInTheLastLine() throws IOException {
        SimulatedFleet fleet = new SimulatedFleet(2);
        fleet.run();
        Path file = fleet.journal.write(directory, fleet.config, null);
        byte[] whole = Files.readAllBytes(file);
        List<String> lines = Files.readAllLines(file);
        int lastLine = whole.length - lines.get(lines.size() - 1).length() - 1;
        for (int at = indexOfLineEnd(whole) + 1; at < lastLine; at += 29) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            assertThatThrownBy(() -> JournalReplay.report(file))
                    .as("byte %d", at)
                    .isInstanceOf(JournalReplay.Damage.class);
        }
    }

    @Test
    void aLineThatWasRemovedIsDamage() throws IOException {
        SimulatedFleet fleet = new SimulatedFleet(2);
        fleet.run();
        Path file = fleet.journal.write(directory, fleet.config, null);
        List<String> lines = Files.readAllLines(file);
        lines.remove(4);
        Files.write(file, lines);
        assertThatThrownBy(() -> JournalReplay.report(file)).hasMessage("is damaged in line 5");
    }
}
