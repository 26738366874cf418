package dev.x0xtest.coordinator.command.options;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.WholeFile;
import dev.x0xtest.coordinator.matrix.ProgressListener;
import dev.x0xtest.coordinator.render.ReportText;
import dev.x0xtest.coordinator.render.console.Console;
import dev.x0xtest.coordinator.render.console.Progress;
import dev.x0xtest.coordinator.render.console.Terminals;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.JunitXml;
import dev.x0xtest.coordinator.report.format.ReportJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Where a report goes and how it looks; a picocli mixin. The result is stdout, all else is stderr. */
public final class OutputOptions {
    private static final String STDOUT = "-";

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON; - is stdout, alone.")
    private @Nullable String json;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the report as JUnit XML; - is stdout, alone.")
    private @Nullable String junit;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Colour: auto, always or never; NO_COLOR is honoured (default: ${DEFAULT-VALUE}).")
    private Console.ColorMode color = Console.ColorMode.AUTO;

    @Option(names = "--quiet", description = "No progress.")
    private boolean quiet;

    /** Complains about targets that cannot be written before minutes are spent; throws one clear line. */
    public void checkTargets() {
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
    public ProgressListener progress(CommandLine command) {
        if (quiet) {
            return ProgressListener.none(command.getErr());
        }
        Console console = Console.detect(
                color, Terminals.isTerminal(Terminals.STDERR), System.getenv(), Charset.defaultCharset());
        return ProgressListener.of(Progress.on(System.err, console));
    }

    /**
     * Prints the result and writes what was asked for.
     *
     * @param rest where the cells that do not fit the screen are, such as the run's own report
     * @throws EnvironmentException when a file cannot be written; everything else has been written then
     */
    public void write(Report report, Path rest, CommandLine command) {
        PrintWriter out = command.getOut();
        if (STDOUT.equals(json)) {
            print(writer -> ReportJson.write(report, writer), out);
        } else if (STDOUT.equals(junit)) {
            print(writer -> JunitXml.write(report, writer), out);
        } else if (report.anchor() == null) {
            // Nothing was measured: a map of that would hide the one line that matters.
            command.getErr().println("x0xtest: " + report.partial());
        } else {
            String file = json == null ? rest.toString() : json;
            ReportText.lines(report, console(), file).forEach(out::println);
        }
        out.flush();
        EnvironmentException failure = null;
        failure = file(json, writer -> ReportJson.write(report, writer), failure);
        failure = file(junit, writer -> JunitXml.write(report, writer), failure);
        if (failure != null) {
            throw failure;
        }
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

    private Console console() {
        Map<String, String> environment = System.getenv();
        return Console.detect(color, Terminals.isTerminal(Terminals.STDOUT), environment, Charset.defaultCharset());
    }
}
