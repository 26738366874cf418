package dev.x0xtest.serve.history.spool;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.files.FileErrors;
import dev.x0xtest.cli.files.UserDirectories;
import dev.x0xtest.serve.history.HistoryException;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.history.HistoryStatus;
import dev.x0xtest.serve.history.HistoryWriter;
import dev.x0xtest.serve.history.database.Database;
import dev.x0xtest.serve.history.database.DatabaseUrl;
import dev.x0xtest.serve.history.database.StoreLock;
import dev.x0xtest.serve.history.read.JdbcReader;
import dev.x0xtest.serve.history.store.Retention;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The history of one serve, open for writing. {@link #writer} is used on one thread, the rest on any. */
public final class History implements AutoCloseable {
    private static final int SPOOL_ENTRIES = 10_000;
    private static final long SPOOL_BYTES = 256_000_000;

    private final SpoolingWriter writer;
    private final JdbcReader reader;

    private History(SpoolingWriter writer) {
        this.writer = writer;
        this.reader = new JdbcReader(writer::database);
    }

    /**
     * Where it is.
     *
     * @param stateDir for the spool and for SQLite's native library
     * @param wall names a file that is set aside, and paces the attempts to reach a database that is away
     */
    public record Config(DatabaseUrl url, Path stateDir, InstantSource wall, Retention retention) {}

    /**
     * {@code $XDG_STATE_HOME/x0xtest/serve}.
     *
     * @throws EnvironmentException if there is no home
     */
    public static Path stateDir(UserDirectories user) {
        return user.state()
                .orElseThrow(() -> new EnvironmentException(
                        "no place for the history: HOME is not set, and this user has no home directory; give --state-dir"
                                + " DIR or set XDG_STATE_HOME",
                        null))
                .resolve("x0xtest")
                .resolve("serve");
    }

    /** The SQLite file of a state directory, unless another database is given. */
    public static Path file(Path stateDir) {
        return stateDir.resolve("history.db");
    }

    /** Where SQLite's native library is unpacked. */
    public static Path nativeDirectory(Path stateDir) {
        return stateDir.resolve("native");
    }

    /**
     * Takes the history for this process, brings its schema up to date, keeps what still waits in the spool, and marks the
     * runs that were in flight as cut. A SQLite file that is damaged is set aside by name, and a new one begun.
     *
     * @throws EnvironmentException in one line: another process has it, its schema is newer, or it cannot be reached
     */
    public static History open(Config config) {
        StoreLock lock = null;
        SpoolingWriter writer = null;
        try {
            lock = StoreLock.take(config.url());
            Spool spool = Spool.open(config.stateDir().resolve("spool"), SPOOL_ENTRIES, SPOOL_BYTES);
            writer = new SpoolingWriter(
                    config.url(),
                    lock,
                    spool,
                    () -> Database.open(config.url(), nativeDirectory(config.stateDir())),
                    config.retention(),
                    config.wall());
            writer.start();
            return new History(writer);
        } catch (IOException e) {
            close(writer, lock);
            throw new EnvironmentException(
                    "cannot use the state directory " + config.stateDir() + ": " + FileErrors.reason(e), e);
        } catch (HistoryException e) {
            close(writer, lock);
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            close(writer, lock);
            throw e;
        }
    }

    private static void close(@Nullable SpoolingWriter writer, @Nullable StoreLock lock) {
        if (writer != null) {
            writer.close();
        } else if (lock != null) {
            lock.close();
        }
    }

    /** For one thread. While the database is away it keeps what is written in the spool. */
    public HistoryWriter writer() {
        return writer;
    }

    public HistoryReader reader() {
        return reader;
    }

    public HistoryStatus status() {
        return writer.status();
    }

    /** Closes the database and gives the lock back. What waits in the spool waits for the next start. */
    @Override
    public void close() {
        writer.close();
    }
}
