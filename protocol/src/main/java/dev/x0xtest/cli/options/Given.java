package dev.x0xtest.cli.options;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a person gave on the command line. */
public final class Given {
    private Given() {}

    /**
     * Whether an option stands on the command line itself, not in a file, a variable or as a default. {@code command} is null
     * where nothing was parsed: then nothing was given.
     */
    public static boolean option(@Nullable CommandSpec command, String name) {
        return command != null && command.commandLine().getParseResult().hasMatchedOption(name);
    }

    /** The files that the command reads, and what each is: no result may overwrite them. */
    public static Map<Path, String> files(@Nullable CommandSpec command) {
        Map<Path, String> files = new LinkedHashMap<>();
        if (command != null) {
            command.args().forEach(argument -> {
                if (argument.getValue() instanceof Path file && Files.isRegularFile(file)) {
                    String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
                    files.putIfAbsent(file, "the one of " + name);
                }
            });
        }
        return files;
    }
}
