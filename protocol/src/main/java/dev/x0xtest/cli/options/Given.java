package dev.x0xtest.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Which options a person gave on the command line itself, not by a file, a variable or a default. */
public final class Given {
    private Given() {}

    /** {@code command} is null where nothing was parsed: then nothing was given. */
    public static boolean option(@Nullable CommandSpec command, String name) {
        return command != null && command.commandLine().getParseResult().hasMatchedOption(name);
    }
}
