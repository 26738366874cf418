package dev.x0xtest.coordinator.command.options;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.HomePath;
import dev.x0xtest.coordinator.matrix.Outputs;
import dev.x0xtest.coordinator.picture.files.PictureFiles;
import dev.x0xtest.coordinator.report.format.ReportJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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

    @Mixin
    private ColorOptions color = new ColorOptions();

    @Option(
            names = "--summary",
            paramLabel = "FOR",
            defaultValue = "none",
            description = "Closing lines for another program: upstream prints the Sent: and Received: lines that x0x's"
                    + " launch_readiness.py reads; none (default: ${DEFAULT-VALUE}).")
    private Outputs.Summary summary = Outputs.Summary.NONE;

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
        // Without these options no class of the pictures is loaded.
        PictureFiles pictures = html == null && svg == null && png == null ? null : new PictureFiles(html, svg, png);
        Outputs outputs = new Outputs(json, schema, junit, pictures, summary, color.mode(), quiet);
        Map<Path, String> all = new LinkedHashMap<>(taken);
        CommandSpec mixee = command;
        if (mixee != null) {
            mixee.args().forEach(argument -> {
                if (argument.getValue() instanceof Path file && Files.isRegularFile(file)) {
                    String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
                    all.putIfAbsent(file, "the one of " + name);
                }
            });
        }
        outputs.check(all);
        return outputs;
    }
}
