package dev.x0xtest.local.simulation.trial;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.journal.JournalReplay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Reads the journal of a run again, whole and cut off. */
final class Replays {
    private Replays() {}

    /** So many seeds from one whose journal is cut off to the next. */
    private static final int CUT_EVERY = 5;

    /** What does not hold, a line each. */
    static List<String> violations(RunHistory history, Report live, long seed) throws IOException {
        List<String> wrong = new ArrayList<>();
        if (!history.whole()) {
            return wrong;
        }
        Path journal = history.file();
        if (!ReportJson.text(JournalReplay.report(journal)).equals(ReportJson.text(live))) {
            wrong.add("the journal tells something else than the run did");
        }
        if (seed % CUT_EVERY == 0) {
            byte[] bytes = Files.readAllBytes(journal);
            int length = new SplittableRandom(seed).nextInt(headBytes(bytes), lastLine(bytes));
            Path shorter = journal.resolveSibling("cut.jsonl");
            Files.write(shorter, Arrays.copyOf(bytes, length));
            cut(JournalReplay.report(shorter), live, length, wrong);
        }
        return wrong;
    }

    private static void cut(Report known, Report live, int length, List<String> wrong) {
        Ending ending = known.ending();
        if (ending == null || ending.cause() != Ending.Cause.CUT) {
            wrong.add("a journal of " + length + " bytes, cut off, is believed to be whole: " + known.verdict());
            return;
        }
        boolean pass = known.exitCode() == ExitCode.PASS;
        if (pass && live.exitCode() != ExitCode.PASS) {
            wrong.add("a journal of " + length + " bytes, cut off, passes, and the run did not");
        }
        for (int place = 0; place < known.cells().size(); place++) {
            CellReport then = known.cells().get(place);
            CellReport last = live.cells().get(place);
            if (then.proven() && last.outcome().cellClass() == CellClass.UNOBSERVED) {
                wrong.add("proven by then, and not observed in the end: " + then + " " + last);
            }
        }
    }

    private static int headBytes(byte[] bytes) {
        int at = 0;
        while (bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    /** Where the last line begins, or a bit later: without it the run has not ended. */
    private static int lastLine(byte[] bytes) {
        int at = bytes.length - 2;
        while (bytes[at] != '\n') {
            at--;
        }
        return at + 1;
    }
}
