package dev.x0xtest.coordinator.command.options;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.Given;
import dev.x0xtest.cli.options.HomePath;
import dev.x0xtest.coordinator.matrix.GithubJob;
import dev.x0xtest.coordinator.matrix.Outputs;
import dev.x0xtest.coordinator.report.format.ReportJson;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where a report goes and how it looks; a picocli mixin. */
public final class OutputOptions {
    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = HomePath.Output.class,
            description = "Write the report as JSON; - means stdout, without the text report.")
    private @Nullable String json;

    @Option(
            names = "--json-schema",
            paramLabel = "N",
            defaultValue = "2",
            description =
                    "Form of the JSON: 2, or 1 as earlier versions wrote it, without causes (default: ${DEFAULT-VALUE}).")
    private int jsonSchema = 2;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            converter = HomePath.Output.class,
            description = "Write the report as JUnit XML; - means stdout, without the text report.")
    private @Nullable String junit;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            converter = HomePath.Output.class,
            description = "Write a line for each pair as CSV; - means stdout, without the text report.")
    private @Nullable String csv;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            converter = HomePath.Output.class,
            description = "Write the report as Markdown; - means stdout, without the text report.")
    private @Nullable String markdown;

    @Option(
            names = "--prom",
            paramLabel = "FILE",
            converter = HomePath.Output.class,
            description =
                    "Write metrics of the run for Prometheus, as node_exporter's textfile collector reads them: give a"
                            + " file in its directory whose name ends in .prom; - means stdout, without the text report.")
    private @Nullable String prom;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            converter = HomePath.Output.class,
            description =
                    "Write the report as one HTML page that needs no network: causes, matrix, latencies, evidence of"
                            + " each pair.")
    private @Nullable String html;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            converter = HomePath.Output.class,
            description = "Write the matrix as an SVG picture.")
    private @Nullable String svg;

    @Option(
            names = "--png",
            paramLabel = "FILE",
            converter = HomePath.Output.class,
            description = "Write the matrix as a PNG picture; needs no fonts and no display.")
    private @Nullable String png;

    @Option(
            names = "--github",
            description = "For a job on GitHub: print annotations, and append the report as Markdown to the file that"
                    + " GITHUB_STEP_SUMMARY names.")
    private boolean github;

    @Mixin
    private ColorOptions color = new ColorOptions();

    @Option(
            names = "--summary",
            paramLabel = "FOR",
            defaultValue = "none",
            description = "Closing lines for another program: upstream prints the Sent: and Received: lines that x0x's"
                    + " launch_readiness.py reads; none (default: ${DEFAULT-VALUE}).")
    private Outputs.Summary summary = Outputs.Summary.NONE;

    @Option(
            names = "--latency",
            description =
                    "Show how long hops take, also in Markdown: the map has a digit for each proven pair, and below it stand percentiles,"
                            + " clock offsets and one-way delays.")
    private boolean latency;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    /**
     * What the options stand for.
     *
     * @param taken files that must not be overwritten, and what each is; those that the command reads are added
     * @throws UsageException for the first file that cannot be written
     */
    public Outputs checked(Map<Path, String> taken) {
        if (jsonSchema != 1 && jsonSchema != 2) {
            throw new UsageException("--json-schema must be 1 or 2, it is " + jsonSchema);
        }
        ReportJson.Schema schema = jsonSchema == 1 ? ReportJson.Schema.ONE : ReportJson.Schema.TWO;
        Map<String, String> files = files();
        Outputs outputs = new Outputs(
                // Without such an option none of the forms is loaded.
                files.isEmpty() ? Map.of() : ReportFiles.of(files),
                schema,
                github ? GithubJob.here() : null,
                summary,
                color.mode(),
                quiet,
                latency);
        Map<Path, String> all = new LinkedHashMap<>(taken);
        Given.files(command).forEach(all::putIfAbsent);
        outputs.check(all);
        return outputs;
    }

    boolean quiet() {
        return quiet;
    }

    /** The files that are given, by the names of their forms. */
    private Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        put("JSON", json, files);
        put("JUNIT", junit, files);
        put("CSV", csv, files);
        put("MARKDOWN", markdown, files);
        put("PROM", prom, files);
        put("HTML", html, files);
        put("SVG", svg, files);
        put("PNG", png, files);
        return files;
    }

    private static void put(String form, @Nullable String file, Map<String, String> files) {
        if (file != null) {
            files.put(form, file);
        }
    }
}
