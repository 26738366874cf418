package dev.x0xtest.serve.history.database;

import dev.x0xtest.cli.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which database, as a person names it: a JDBC URL of SQLite or PostgreSQL, or the path of a SQLite file.
 *
 * @param jdbc the URL; it may contain a password, so it is never shown
 * @param shown the same without its parameters
 * @param file null: not SQLite
 */
public record DatabaseUrl(
        Dialect dialect,
        String jdbc,
        String shown,
        @Nullable Path file) {
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    /**
     * Reads it.
     *
     * @param path reads a path; throws {@link IllegalArgumentException} if it is none
     * @throws UsageException in one line
     */
    public static DatabaseUrl of(String text, Function<String, Path> path) {
        if (text.startsWith(POSTGRESQL)) {
            return new DatabaseUrl(Dialect.POSTGRESQL, text, shown(text), null);
        }
        if (text.startsWith("jdbc:") && !text.startsWith(SQLITE)) {
            throw new UsageException(
                    "--db: only jdbc:sqlite:FILE, a path and jdbc:postgresql://HOST/NAME are databases of"
                            + " a history, not " + shown(text));
        }
        String name = text.startsWith(SQLITE) ? text.substring(SQLITE.length()) : text;
        if (name.isEmpty() || name.startsWith(":") || name.startsWith("file:") || name.contains("?")) {
            throw new UsageException("--db: a history in SQLite needs the path of a file");
        }
        try {
            return ofFile(path.apply(name));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--db: " + e.getMessage());
        }
    }

    /** Of a SQLite file. */
    public static DatabaseUrl ofFile(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        return new DatabaseUrl(Dialect.SQLITE, SQLITE + whole, whole.toString(), whole);
    }

    private static String shown(String url) {
        int parameters = url.indexOf('?');
        String plain = parameters < 0 ? url : url.substring(0, parameters);
        return plain.replaceAll("//[^/@]*@", "//");
    }

    /** The SQLite file; empty for PostgreSQL. */
    public Optional<Path> sqlite() {
        return Optional.ofNullable(file);
    }

    @Override
    public String toString() {
        return shown;
    }
}
