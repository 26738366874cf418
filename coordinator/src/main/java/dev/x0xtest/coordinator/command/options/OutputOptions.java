package dev.x0xtest.coordinator.command.options;

import dev.x0xtest.cli.options.HomePath;
import dev.x0xtest.coordinator.matrix.Outputs;
import dev.x0xtest.coordinator.render.console.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a report goes and how it looks; a picocli mixin. */
public final class OutputOptions {
    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = HomePath.Output.class,
            description = "Write the report as JSON; - means stdout, without the text report.")
    private @Nullable String json;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            converter = HomePath.Output.class,
            description = "Write the report as JUnit XML; - means stdout, without the text report.")
    private @Nullable String junit;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Colour: auto, always or never; NO_COLOR is honoured (default: ${DEFAULT-VALUE}).")
    private Console.ColorMode color = Console.ColorMode.AUTO;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    /** What the options stand for; not checked yet. */
    public Outputs outputs() {
        return new Outputs(json, junit, color, quiet);
    }
}
