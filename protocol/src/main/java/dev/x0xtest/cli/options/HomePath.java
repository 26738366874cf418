package dev.x0xtest.cli.options;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a path that a person wrote: {@code ~} and {@code ~/x} stand for the home directory, because a shell expands
 * neither in {@code --option=~/x} nor in a file. <code>${CREDENTIALS_DIRECTORY}/x</code> is a credential that systemd
 * hands to a unit: its directory has another name for each instance. Immutable.
 */
public final class HomePath implements ITypeConverter<Path> {
    private static final String CREDENTIALS = "${CREDENTIALS_DIRECTORY}/";

    private final String home;
    private final String credentials;

    private HomePath(String home, String credentials) {
        this.home = home;
        this.credentials = credentials;
    }

    /** The home directory is {@code $HOME}, else the one of the user's account. */
    public static HomePath of(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return new HomePath(
                home.isEmpty() ? System.getProperty("user.home", "") : home,
                environment.getOrDefault("CREDENTIALS_DIRECTORY", ""));
    }

    /**
     * The path.
     *
     * @throws IllegalArgumentException if it is none, names the home of another user, or a credential where there are
     *     none: one line
     */
    public Path parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the path is empty");
        }
        try {
            if (text.startsWith(CREDENTIALS)) {
                return credential(text);
            }
            return text.startsWith("~") ? below(text) : Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(Names.quote(text) + " is not a path", e);
        }
    }

    private Path credential(String text) {
        if (!credentials.startsWith("/")) {
            throw new IllegalArgumentException(
                    Names.quote(text)
                            + " needs CREDENTIALS_DIRECTORY, which systemd sets for a unit: set it to a directory with these files");
        }
        return Path.of(credentials, text.substring(CREDENTIALS.length()));
    }

    private Path below(String text) {
        int slash = text.indexOf('/');
        String user = slash < 0 ? text.substring(1) : text.substring(1, slash);
        if (!user.isEmpty()) {
            throw new IllegalArgumentException(Names.quote(text) + " names the home directory of " + user
                    + ": write the whole path, or ./" + text + " for a file of that name");
        }
        if (!home.startsWith("/")) {
            throw new IllegalArgumentException(
                    Names.quote(text) + " needs a home directory: set HOME, or write the whole path");
        }
        return Path.of(home, slash < 0 ? "" : text.substring(slash + 1));
    }

    /** The target of an output: a path, or {@code -} for stdout; for an option of type String. */
    public static final class Output implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return value.equals("-")
                    ? value
                    : of(System.getenv()).convert(value).toString();
        }
    }

    @Override
    public Path convert(String value) {
        try {
            return parse(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
