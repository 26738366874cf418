package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.ResultFile;
import dev.x0xtest.cli.files.WholeFile;
import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.Terminals;
import dev.x0xtest.cli.terminal.TextWrap;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.formats.ReportFormat;
import dev.x0xtest.coordinator.formats.ReportForms;
import dev.x0xtest.coordinator.render.ReportText;
import dev.x0xtest.coordinator.render.UpstreamSummary;
import dev.x0xtest.coordinator.render.console.Progress;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a report goes and how it looks. The result goes to stdout, everything else to stderr.
 *
 * @param files where each form of the report goes, in the order in which they are written; {@value #STDOUT} is stdout
 * @param schema of the JSON
 * @param github for a job on GitHub; null: it is none
 * @param summary closing lines for another program
 * @param quiet no progress
 * @param latency the text has the map of latencies and their figures
 */
public record Outputs(
        Map<ReportFormat, String> files,
        ReportJson.Schema schema,
        @Nullable GithubJob github,
        Summary summary,
        Console.ColorMode color,
        boolean quiet,
        boolean latency) {
    private static final String STDOUT = ResultFile.STDOUT;

    /** Closing lines that another program looks for. */
    public enum Summary {
        NONE,
        /** As {@code launch_readiness.py} of x0x reads them. */
        UPSTREAM
    }

    public Outputs {
        if (!files.isEmpty()) {
            EnumMap<ReportFormat, String> targets = new EnumMap<>(files);
            targets.replaceAll((format, file) -> ResultFile.target(file));
            files = Collections.unmodifiableMap(targets);
        }
    }

    /** No file and no progress: for a program that shows the report itself. */
    public static Outputs none() {
        return new Outputs(Map.of(), ReportJson.Schema.TWO, null, Summary.NONE, Console.ColorMode.NEVER, true, false);
    }

    /** The forms that go to standard output; in a checked one at most one. */
    private List<ReportFormat> onStdout() {
        return files.isEmpty()
                ? List.of()
                : files.keySet().stream()
                        .filter(format -> STDOUT.equals(files.get(format)))
                        .toList();
    }

    /**
     * Checks, before minutes are spent, that each file can be written, and that none overwrites another one.
     *
     * @param taken files that are read or written for another purpose, and what each is
     * @throws UsageException for the first one that cannot
     */
    public void check(Map<Path, String> taken) {
        List<ReportFormat> stdout = onStdout();
        if (stdout.size() > 1) {
            throw new UsageException(stdout.get(0).option() + " and "
                    + stdout.get(1).option() + " cannot both be stdout: give one of them a file");
        }
        if (!stdout.isEmpty() && stdout.get(0).binary()) {
            throw new UsageException(
                    stdout.get(0).option() + " needs a file: a picture of dots cannot go to standard output");
        }
        if (files.isEmpty()) {
            return; // without a file the forms are not even loaded
        }
        Map<Path, String> known = taken;
        for (Map.Entry<ReportFormat, String> file : files.entrySet()) {
            known = new ResultFile(file.getKey().option(), file.getValue()).check(known);
        }
    }

    /** Whether a report for a program goes to standard output. */
    public boolean takesStdout() {
        return !onStdout().isEmpty();
    }

    /**
     * The same with this form on stdout.
     *
     * @throws UsageException if another form is there, or if this one has a file
     */
    public Outputs printing(ReportFormat format) {
        if (format.binary()) {
            throw new UsageException(
                    "a picture of dots cannot go to standard output: give " + format.option() + " FILE");
        }
        Map<ReportFormat, String> all = new EnumMap<>(ReportFormat.class);
        all.putAll(files);
        if (format != ReportFormat.TEXT) {
            String before = all.put(format, STDOUT);
            if (before != null && !before.equals(STDOUT)) {
                throw new UsageException("--format and " + format.option() + " name the same form: give one of them");
            }
        }
        Outputs printing = new Outputs(all, schema, github, summary, color, quiet, latency);
        if (printing.onStdout().size() > (format == ReportFormat.TEXT ? 0 : 1)) {
            throw new UsageException(
                    "--format " + format.name().toLowerCase(Locale.ROOT) + " takes stdout: give the other form a file");
        }
        return printing;
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
            Judged judged, @Nullable Path rest, @Nullable Path directory, PrintWriter out, PrintWriter err) {
        Report report = judged.report();
        Ending ending = report.ending();
        if (ending != null && ending.cause() == Ending.Cause.SUPERSEDED) {
            // The process that goes on with the run writes its report.
            err.println("x0xtest: " + ending.reason() + "; " + ending.next());
            err.flush();
            return report.exitCode();
        }
        PrintWriter notes = takesStdout() ? err : out;
        try {
            show(judged, rest, out, err);
        } finally {
            if (directory != null && Files.isDirectory(directory)) {
                place(directory, notes != err).forEach(notes::println);
            }
            out.flush();
            err.flush();
        }
        if (summary == Summary.UPSTREAM) {
            UpstreamSummary.lines(report).forEach(notes::println);
            notes.flush();
        }
        boolean written = true;
        if (!files.isEmpty() || github != null) {
            // Without such an option the forms are not even loaded.
            ReportForms forms = forms(judged, rest);
            written = writeFiles(forms, err);
            written &= github == null || github.show(forms, notes, err);
        }
        return written ? report.exitCode() : report.exitCode().whenNotWritten();
    }

    private ReportForms forms(Judged judged, @Nullable Path rest) {
        Console console = Terminals.console(Terminals.STDOUT, color);
        return new ReportForms(judged, new ReportForms.Terms(schema, console, rest(rest), latency));
    }

    private boolean writeFiles(ReportForms forms, PrintWriter err) {
        boolean written = true;
        for (Map.Entry<ReportFormat, String> file : files.entrySet()) {
            ReportFormat format = file.getKey();
            ResultFile.Writing writing = format.binary()
                    ? path -> WholeFile.writeBytes(path, bytes -> forms.write(format, bytes))
                    : path -> WholeFile.write(path, writer -> forms.write(format, writer));
            written &= new ResultFile(format.option(), file.getValue()).write(writing, err);
        }
        return written;
    }

    /** Where a reader finds what does not fit the text. */
    private String rest(@Nullable Path kept) {
        String json = files.isEmpty() ? null : files.get(ReportFormat.JSON);
        return json != null ? json : kept == null ? "a file that --json names" : kept.toString();
    }

    private void show(Judged judged, @Nullable Path rest, PrintWriter out, PrintWriter err) {
        Report report = judged.report();
        List<ReportFormat> stdout = onStdout();
        if (!stdout.isEmpty()) {
            print(writer -> forms(judged, rest).write(stdout.get(0), writer), out);
        } else if (!nothingToShow(report)) {
            List<String> lines = ReportText.lines(
                    judged,
                    Terminals.console(out == err ? Terminals.STDERR : Terminals.STDOUT, color),
                    rest(rest),
                    latency);
            (github == null ? lines : GithubJob.inert(lines)).forEach(out::println);
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
}
