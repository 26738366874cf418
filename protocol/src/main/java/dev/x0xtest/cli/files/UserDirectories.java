package dev.x0xtest.cli.files;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a person's files are, by the rules of the XDG base directory specification: the variable if it is absolute, else
 * a directory below the home. All paths are absolute.
 */
public final class UserDirectories {
    private static final Logger log = LoggerFactory.getLogger(UserDirectories.class);

    private final Map<String, String> environment;
    private final String systemHome;

    /**
     * Takes the surroundings.
     *
     * @param environment usually {@code System.getenv()}
     * @param systemHome what the system's list of users says, where HOME says nothing
     */
    UserDirectories(Map<String, String> environment, String systemHome) {
        this.environment = environment;
        this.systemHome = systemHome;
    }

    /** Of the user of this process, whose home the system knows. */
    public static UserDirectories of(Map<String, String> environment) {
        return new UserDirectories(environment, System.getProperty("user.home", ""));
    }

    /** For what a program keeps and nobody misses on another machine, such as journals; empty if there is no home. */
    public Optional<Path> state() {
        return directory("XDG_STATE_HOME", Path.of(".local", "state"));
    }

    /** For what can be made again; empty if there is no home. */
    public Optional<Path> cache() {
        return directory("XDG_CACHE_HOME", Path.of(".cache"));
    }

    /** An absolute HOME; else the home that the system knows, if it exists. */
    public Optional<Path> home() {
        Path named = absolute(environment.getOrDefault("HOME", ""));
        return named != null
                ? Optional.of(named)
                : Optional.ofNullable(absolute(systemHome)).filter(Files::isDirectory);
    }

    private Optional<Path> directory(String variable, Path belowHome) {
        String value = environment.getOrDefault(variable, "");
        Path named = absolute(value);
        if (named != null) {
            return Optional.of(named);
        }
        if (!value.isEmpty()) {
            log.warn("{}={} is ignored: it is no absolute path", variable, value);
        }
        return home().map(home -> home.resolve(belowHome));
    }

    private static @Nullable Path absolute(String text) {
        try {
            Path path = Path.of(text);
            return path.isAbsolute() ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
