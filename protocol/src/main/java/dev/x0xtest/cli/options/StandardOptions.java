package dev.x0xtest.cli.options;

import dev.x0xtest.cli.launch.CommandLineRunner;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that has a configuration file; a picocli mixin. {@link CommandLineRunner} reads both. */
public final class StandardOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read options from this TOML file; flags and environment variables win over it.")
    private @Nullable Path config;

    @Option(names = "--stacktrace", description = "Show the stack trace of an error.")
    private boolean stacktrace;

    public @Nullable Path config() {
        return config;
    }

    public boolean stacktrace() {
        return stacktrace;
    }
}
