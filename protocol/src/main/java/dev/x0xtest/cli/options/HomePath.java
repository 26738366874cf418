package dev.x0xtest.cli.options;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a path that a person wrote: {@code ~} and {@code ~/x} stand for the home directory, because a shell expands
 * neither in {@code --option=~/x} nor in a file. Immutable.
 */
public final class HomePath implements ITypeConverter<Path> {
    private final String home;

    private HomePath(String home) {
        this.home = home;
    }

    /** The home directory is {@code $HOME}, else the one of the user's account. */
    public static HomePath of(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return new HomePath(home.isEmpty() ? System.getProperty("user.home", "") : home);
    }

    /**
     * The path.
     *
     * @throws IllegalArgumentException if it is none, or names the home of another user: one line
     */
    public Path parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the path is empty");
        }
        try {
            return text.startsWith("~") ? below(text) : Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(Names.quote(text) + " is not a path", e);
        }
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
