package dev.x0xtest.coordinator.command.options;

import dev.x0xtest.cli.terminal.Console;
import picocli.CommandLine.Option;

/** Whether outputs have colours; a picocli mixin. */
public final class ColorOptions {
    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Colour: auto, always or never; NO_COLOR is honoured (default: ${DEFAULT-VALUE}).")
    private Console.ColorMode color = Console.ColorMode.AUTO;

    public Console.ColorMode mode() {
        return color;
    }
}
