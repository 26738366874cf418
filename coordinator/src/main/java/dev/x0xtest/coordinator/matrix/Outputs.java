package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.FileErrors;
import dev.x0xtest.cli.files.WholeFile;
import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.Terminals;
import dev.x0xtest.cli.terminal.TextWrap;
import dev.x0xtest.coordinator.picture.files.PictureFiles;
import dev.x0xtest.coordinator.render.ReportText;
import dev.x0xtest.coordinator.render.UpstreamSummary;
import dev.x0xtest.coordinator.render.console.Progress;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.JunitXml;
import dev.x0xtest.coordinator.report.format.ReportJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a report goes and how it looks. The result goes to stdout, everything else to stderr.
 *
 * @param json a file for the report as JSON; {@value #STDOUT} is stdout, null: none
 * @param schema of that JSON
 * @param junit the same for JUnit XML
 * @param pictures files for pictures of the report; null: none
 * @param summary closing lines for another program
 * @param quiet no progress
 */
public record Outputs(
        @Nullable String json,
        ReportJson.Schema schema,
        @Nullable String junit,
        @Nullable PictureFiles pictures,
        Summary summary,
        Console.ColorMode color,
        boolean quiet) {
    private static final String STDOUT = "-";
    private static final Pattern STDOUT_FILES = Pattern.compile("/dev/stdout|/dev/fd/1|/proc/(self|thread-self)/fd/1");

    /** Closing lines that another program looks for. */
    public enum Summary {
        NONE,
        /** As {@code launch_readiness.py} of x0x reads them. */
        UPSTREAM
    }

    public Outputs {
        json = target(json);
        junit = target(junit);
    }

    /** A file that is standard output must not be replaced, as another file is: that would lose what is printed there. */
    private static @Nullable String target(@Nullable String given) {
        return given != null && STDOUT_FILES.matcher(given).matches() ? STDOUT : given;
    }

    /**
     * Checks, before minutes are spent, that each file can be written, and that none overwrites another one.
     *
     * @param taken files that are read or written for another purpose, and what each is
     * @throws UsageException for the first one that cannot
     */
    public void check(Map<Path, String> taken) {
        if (STDOUT.equals(json) && STDOUT.equals(junit)) {
            throw new UsageException("--json and --junit cannot both be stdout: give one of them a file");
        }
        Map<Path, String> files = new LinkedHashMap<>();
        taken.forEach((file, what) -> files.putIfAbsent(WholeFile.resolved(file), what));
        check("--json", json, files);
        check("--junit", junit, files);
        if (pictures != null) {
            pictures.targets().forEach((option, file) -> check(option, file, files));
        }
    }

    private static void check(String option, @Nullable String target, Map<Path, String> files) {
        if (target == null || target.equals(STDOUT)) {
            return;
        }
        Path file = Path.of(target);
        if (!WholeFile.isSpecial(file)) {
            String other = files.putIfAbsent(WholeFile.resolved(file), option);
            if (other != null) {
                throw new UsageException(
                        option + " " + target + " is the same file as " + other + ": give it another one");
            }
        }
        WholeFile.problem(file).ifPresent(problem -> {
            throw new UsageException(option + ": " + problem);
        });
    }

    /** Shows on stderr how far the run is. */
    ProgressListener progress(PrintWriter err) {
        if (quiet) {
            return ProgressListener.none(err);
        }
        return ProgressListener.of(Progress.on(System.err, Terminals.console(Terminals.STDERR, color)));
    }

    /**
     * Prints the result and where the run is kept, and writes the files. What cannot be written does not keep the rest
     * from being written. Where stdout is a report for a program, everything else goes to {@code err}.
     *
     * @param rest the file with the cells that do not fit the screen; null: there is none
     * @param directory of the run; null: none. Named where it exists, also when the report cannot be printed
     * @return the exit code: the report's own, or what a file that cannot be written makes of it
     */
    public ExitCode write(
            Report report, @Nullable Path rest, @Nullable Path directory, PrintWriter out, PrintWriter err) {
        Ending ending = report.ending();
        if (ending != null && ending.cause() == Ending.Cause.SUPERSEDED) {
            // The process that goes on with the run writes its report.
            err.println("x0xtest: " + ending.reason() + "; " + ending.next());
            err.flush();
            return report.exitCode();
        }
        PrintWriter notes = STDOUT.equals(json) || STDOUT.equals(junit) ? err : out;
        try {
            show(report, rest, out, err);
        } finally {
            if (directory != null && Files.isDirectory(directory)) {
                place(directory, notes == out).forEach(notes::println);
            }
            out.flush();
            err.flush();
        }
        if (summary == Summary.UPSTREAM) {
            UpstreamSummary.lines(report).forEach(notes::println);
            notes.flush();
        }
        boolean jsonWritten = file(json, writer -> ReportJson.write(report, schema, writer), err);
        boolean junitWritten = file(junit, writer -> JunitXml.write(report, writer), err);
        boolean picturesWritten = pictures == null || pictures.write(report, err);
        return jsonWritten && junitWritten && picturesWritten
                ? report.exitCode()
                : report.exitCode().whenNotWritten();
    }

    private void show(Report report, @Nullable Path rest, PrintWriter out, PrintWriter err) {
        if (STDOUT.equals(json)) {
            print(writer -> ReportJson.write(report, schema, writer), out);
        } else if (STDOUT.equals(junit)) {
            print(writer -> JunitXml.write(report, writer), out);
        } else if (!nothingToShow(report)) {
            String kept = rest == null ? "a file that --json names" : rest.toString();
            String file = json == null ? kept : json;
            ReportText.lines(report, Terminals.console(Terminals.STDOUT, color), file)
                    .forEach(out::println);
        }
        if (nothingToShow(report)) {
            // Nothing was measured: an empty map would hide the one line that matters.
            Ending ending = report.ending();
            err.println(Terminals.forStderr(
                    "x0xtest: " + (ending == null ? "nothing was measured" : ending.reason() + "; " + ending.next())));
        }
    }

    /** On a terminal that is too narrow for both, the directory has a line of its own. */
    private List<String> place(Path directory, boolean onStdout) {
        String line = "  run directory " + directory;
        Console console = Terminals.console(onStdout ? Terminals.STDOUT : Terminals.STDERR, color);
        return console.live() ? TextWrap.line(line, console.width()) : List.of(line);
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

    private static boolean file(@Nullable String target, WholeFile.Content content, PrintWriter err) {
        if (target == null || target.equals(STDOUT)) {
            return true;
        }
        try {
            WholeFile.write(Path.of(target), content);
            return true;
        } catch (IOException e) {
            err.println("x0xtest: cannot write " + target + ": " + FileErrors.reason(e));
            err.flush();
            return false;
        }
    }
}
