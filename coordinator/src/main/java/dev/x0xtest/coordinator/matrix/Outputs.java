package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.WholeFile;
import dev.x0xtest.coordinator.render.ReportText;
import dev.x0xtest.coordinator.render.console.Console;
import dev.x0xtest.coordinator.render.console.Progress;
import dev.x0xtest.coordinator.render.console.Terminals;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.JunitXml;
import dev.x0xtest.coordinator.report.format.ReportJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a report goes and how it looks. The result goes to stdout, everything else to stderr.
 *
 * @param json a file for the report as JSON; {@value #STDOUT} is stdout, null: none
 * @param junit the same for JUnit XML
 * @param quiet no progress
 */
public record Outputs(@Nullable String json, @Nullable String junit, Console.ColorMode color, boolean quiet) {
    private static final String STDOUT = "-";

    /**
     * Checks, before minutes are spent, that each file can be written.
     *
     * @throws UsageException for the first one that cannot
     */
    public void check() {
        if (STDOUT.equals(json) && STDOUT.equals(junit)) {
            throw new UsageException("--json - and --junit - cannot both be stdout");
        }
        check("--json", json);
        check("--junit", junit);
    }

    private static void check(String option, @Nullable String target) {
        if (target != null && !target.equals(STDOUT)) {
            WholeFile.problem(Path.of(target)).ifPresent(problem -> {
                throw new UsageException(option + ": " + problem);
            });
        }
    }

    /** Shows on stderr how far the run is. */
    ProgressListener progress(PrintWriter err) {
        if (quiet) {
            return ProgressListener.none(err);
        }
        return ProgressListener.of(Progress.on(System.err, console(Terminals.STDERR)));
    }

    /**
     * Prints the result and writes the files.
     *
     * @param rest names the file with the cells that do not fit the screen
     * @throws EnvironmentException when a file cannot be written; everything else has been written by then
     */
    public void write(Report report, Path rest, PrintWriter out, PrintWriter err) {
        if (STDOUT.equals(json)) {
            print(writer -> ReportJson.write(report, writer), out);
        } else if (STDOUT.equals(junit)) {
            print(writer -> JunitXml.write(report, writer), out);
        } else if (nothingToShow(report)) {
            // Nothing was measured: an empty map would hide the one line that matters.
            Ending ending = report.ending();
            err.println(
                    "x0xtest: " + (ending == null ? "nothing was measured" : ending.reason() + "; " + ending.next()));
        } else {
            String file = json == null ? rest.toString() : json;
            ReportText.lines(report, console(Terminals.STDOUT), file).forEach(out::println);
        }
        out.flush();
        EnvironmentException failure = null;
        failure = file(json, writer -> ReportJson.write(report, writer), failure);
        failure = file(junit, writer -> JunitXml.write(report, writer), failure);
        if (failure != null) {
            throw failure;
        }
    }

    /** Says where the run's journal and report are; on stderr where stdout is a report for a program. */
    public void place(Path directory, PrintWriter out, PrintWriter err) {
        if (Files.isDirectory(directory)) {
            PrintWriter to = STDOUT.equals(json) || STDOUT.equals(junit) ? err : out;
            to.println("  run directory " + directory);
            to.flush();
        }
    }

    private static boolean nothingToShow(Report report) {
        boolean untried = report.totals().byOutcome().getOrDefault(CellOutcome.NOT_RUN, 0)
                == report.totals().pairs();
        return report.anchor() == null || (report.exitCode() == ExitCode.ENVIRONMENT && untried);
    }

    private static void print(WholeFile.Content content, PrintWriter out) {
        try {
            content.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("a PrintWriter does not fail", e);
        }
    }

    private static @Nullable EnvironmentException file(
            @Nullable String target, WholeFile.Content content, @Nullable EnvironmentException before) {
        if (target == null || target.equals(STDOUT)) {
            return before;
        }
        try {
            WholeFile.write(Path.of(target), content);
            return before;
        } catch (IOException e) {
            return new EnvironmentException("cannot write " + target + ": " + e.getMessage(), e);
        }
    }

    private Console console(int descriptor) {
        return Console.detect(color, Terminals.isTerminal(descriptor), System.getenv(), Charset.defaultCharset());
    }
}
