package dev.x0xtest.serve.history.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.Printable;
import dev.x0xtest.cli.files.FileErrors;
import dev.x0xtest.cli.files.PrivateFiles;
import dev.x0xtest.serve.history.HistoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** An open database: one connection that writes, and a few that read. Reading is thread-safe; one thread writes. */
public final class Database implements AutoCloseable {
    private static final long CONNECT_MS = 5_000;
    private static final int READERS = 4;
    private static final String BUSY_MS = "10000";

    private final DatabaseUrl url;
    private final HikariDataSource writing;
    private final HikariDataSource reading;

    private Database(DatabaseUrl url, HikariDataSource writing, HikariDataSource reading) {
        this.url = url;
        this.writing = writing;
        this.reading = reading;
    }

    /** What is done in one transaction. */
    public interface Work<T> {
        T in(Sql sql) throws SQLException;
    }

    /**
     * Opens it and brings its schema up to date.
     *
     * @param libraries a directory for SQLite's native library, from which libraries may be loaded
     * @throws EnvironmentException if its schema is newer than this program
     * @throws HistoryException if it cannot be opened
     */
    public static Database open(DatabaseUrl url, Path libraries) {
        return open(url, libraries, true);
    }

    /** The same, but its schema has to be up to date: another process may be using it. */
    public static Database openAsItIs(DatabaseUrl url, Path libraries) {
        return open(url, libraries, false);
    }

    private static Database open(DatabaseUrl url, Path libraries, boolean migrate) {
        HikariDataSource writing = null;
        try {
            Path file = url.file();
            if (file != null) {
                System.setProperty(
                        "org.sqlite.tmpdir",
                        PrivateFiles.createDirectories(libraries).toString());
                Path parent = file.getParent();
                if (parent != null) {
                    PrivateFiles.createDirectories(parent);
                }
                if (!Files.exists(file)) {
                    PrivateFiles.create(file);
                }
            }
            writing = pool(url, true);
            Migrations.apply(writing, url, migrate);
            return new Database(url, writing, pool(url, false));
        } catch (IOException e) {
            throw new HistoryException(
                    HistoryException.Kind.AWAY,
                    "cannot make a place for the history " + url + ": " + FileErrors.reason(e),
                    e);
        } catch (SQLException | RuntimeException e) {
            if (writing != null) {
                writing.close();
            }
            throw failure(url, "cannot open", e);
        }
    }

    private static HikariDataSource pool(DatabaseUrl url, boolean writes) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setPoolName(writes ? "history-writer" : "history-readers");
        config.setJdbcUrl(url.jdbc());
        // Flyway migrates PostgreSQL by two connections.
        config.setMaximumPoolSize(!writes ? READERS : url.dialect() == Dialect.SQLITE ? 1 : 2);
        config.setMinimumIdle(writes ? 1 : 0);
        config.setConnectionTimeout(CONNECT_MS);
        config.setInitializationFailTimeout(writes ? CONNECT_MS : -1);
        if (url.dialect() == Dialect.SQLITE) {
            config.addDataSourceProperty("busy_timeout", BUSY_MS);
            config.addDataSourceProperty("synchronous", "FULL");
            config.addDataSourceProperty("page_size", "8192");
            if (writes) {
                // After the size of pages, which this mode fixes; the file keeps both.
                config.setConnectionInitSql("pragma journal_mode = wal");
            }
            config.addDataSourceProperty("journal_size_limit", "33554432");
        } else {
            config.addDataSourceProperty("ApplicationName", Holder.name());
            config.addDataSourceProperty("connectTimeout", "5");
            config.addDataSourceProperty("socketTimeout", "120");
            config.addDataSourceProperty("tcpKeepAlive", "true");
            config.addDataSourceProperty("reWriteBatchedInserts", "true");
            config.setReadOnly(!writes);
        }
        return new HikariDataSource(config);
    }

    public DatabaseUrl url() {
        return url;
    }

    /** Does something in one transaction: all of it, or nothing. Throws {@link HistoryException}. */
    public <T> T write(Work<T> work) {
        return in(writing, true, work);
    }

    /** Reads one state of the database. Throws {@link HistoryException}. */
    public <T> T read(Work<T> work) {
        return in(reading, false, work);
    }

    /** Runs a statement that no transaction may contain. */
    public void alone(String statement) {
        try (Connection connection = writing.getConnection()) {
            try (Statement plain = connection.createStatement()) {
                plain.execute(statement);
            }
        } catch (SQLException e) {
            throw failure(url, "cannot use", e);
        }
    }

    private <T> T in(HikariDataSource pool, boolean writes, Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            try {
                url.dialect().begin(connection, writes);
                T done = work.in(new Sql(connection));
                url.dialect().commit(connection);
                return done;
            } catch (SQLException | RuntimeException e) {
                undo(pool, connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw failure(url, "cannot use", e);
        }
    }

    private void undo(HikariDataSource pool, Connection connection, Exception cause) {
        try {
            url.dialect().rollback(connection);
        } catch (SQLException e) {
            // Nobody knows in which state it is: it must not be used again.
            pool.evictConnection(connection);
            cause.addSuppressed(e);
        }
    }

    private static RuntimeException failure(DatabaseUrl url, String what, Exception e) {
        if (e instanceof EnvironmentException || e instanceof HistoryException) {
            return (RuntimeException) e;
        }
        SQLException sql = cause(e);
        HistoryException.Kind kind =
                sql == null ? HistoryException.Kind.DEFECT : url.dialect().kind(sql);
        return new HistoryException(kind, what + " the history " + url + ": " + reason(sql == null ? e : sql), e);
    }

    private static @Nullable SQLException cause(Throwable e) {
        SQLException found = null;
        for (Throwable one = e; one != null; one = one.getCause()) {
            found = one instanceof SQLException sql ? sql : found;
        }
        return found;
    }

    private static String reason(Throwable e) {
        String message = String.valueOf(e.getMessage());
        return Printable.text(message.lines().findFirst().orElse(message));
    }

    @Override
    public void close() {
        reading.close();
        writing.close();
    }
}
