package dev.x0xtest.serve.history.command;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.files.UserDirectories;
import dev.x0xtest.cli.options.HomePath;
import dev.x0xtest.serve.history.HistoryException;
import dev.x0xtest.serve.history.database.Database;
import dev.x0xtest.serve.history.database.DatabaseUrl;
import dev.x0xtest.serve.history.spool.History;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which history. A picocli mixin, of {@code serve} as well. */
public final class HistoryOptions {
    @Option(
            names = "--db",
            paramLabel = "URL",
            description = "The database of the history: the path of a SQLite file, jdbc:sqlite:FILE or"
                    + " jdbc:postgresql://HOST/NAME. PostgreSQL's driver takes a password from ~/.pgpass or PGPASSWORD."
                    + " Default: history.db in the state directory.")
    private @Nullable String db;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "What serve keeps on this machine. Default: $XDG_STATE_HOME/x0xtest/serve, else"
                    + " ~/.local/state/x0xtest/serve.")
    private @Nullable Path stateDir;

    /** For picocli. */
    public HistoryOptions() {}

    /** The state directory. Throws {@link EnvironmentException} if none is given and there is no home. */
    public Path stateDir() {
        return stateDir == null ? History.stateDir(UserDirectories.of(System.getenv())) : stateDir;
    }

    /** The database. Throws {@code UsageException} if the option names none. */
    public DatabaseUrl url() {
        return db == null
                ? DatabaseUrl.ofFile(History.file(stateDir()))
                : DatabaseUrl.of(db, HomePath.of(System.getenv())::parse);
    }

    /** Does something with a database. */
    interface Use<T> {
        T of(Database database);
    }

    /** Opens the history as it is and does something with it. Every failure is an {@link EnvironmentException}. */
    <T> T use(Use<T> use) {
        DatabaseUrl url = url();
        Path file = url.file();
        if (file != null && !Files.exists(file)) {
            throw new EnvironmentException("there is no history " + url + ": serve makes one, or give --db URL", null);
        }
        return use(false, use);
    }

    /** The same; makes a history, or brings its schema up to date. */
    <T> T make(Use<T> use) {
        return use(true, use);
    }

    private <T> T use(boolean make, Use<T> use) {
        Path libraries = History.nativeDirectory(stateDir());
        try (Database database = make ? Database.open(url(), libraries) : Database.openAsItIs(url(), libraries)) {
            return use.of(database);
        } catch (HistoryException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        }
    }
}
