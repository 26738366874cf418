package dev.x0xtest.runner.store;

import dev.x0xtest.cli.files.UserDirectories;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where ledgers go if nobody says it. */
public final class StateDirectories {
    private static final String NAME = "x0xtest-runner";

    private StateDirectories() {}

    /**
     * The first directory that the unit's {@code StateDirectory=} made, else one below the user's state directory; empty
     * if there is no home. It need not exist.
     *
     * @param environment usually {@code System.getenv()}
     */
    public static Optional<Path> byDefault(Map<String, String> environment) {
        String made = environment.getOrDefault("STATE_DIRECTORY", "").split(":", 2)[0];
        return made.startsWith("/")
                ? Optional.of(Path.of(made))
                : UserDirectories.of(environment).state().map(state -> state.resolve(NAME));
    }
}
