package dev.x0xtest.serve.history.database;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.Printable;
import dev.x0xtest.cli.files.FileErrors;
import dev.x0xtest.cli.files.PrivateFiles;
import dev.x0xtest.serve.history.HistoryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows that a process keeps a history: a lock of the operating system on a file beside a SQLite file, or an advisory lock of
 * a PostgreSQL session. It ends with the process, or with the session.
 */
public final class StoreLock implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StoreLock.class);
    private static final long KEY = 8734112001L;
    private static final int VALID_SECONDS = 3;
    private static final int MOST_BYTES = 200;

    private final DatabaseUrl url;
    private final @Nullable FileChannel channel;
    private @Nullable Connection session;

    private StoreLock(DatabaseUrl url, @Nullable FileChannel channel, @Nullable Connection session) {
        this.url = url;
        this.channel = channel;
        this.session = session;
    }

    /**
     * Takes the lock.
     *
     * @throws EnvironmentException in one line with the holder's name, if another process has it
     * @throws HistoryException if that cannot be found out
     */
    public static StoreLock take(DatabaseUrl url) {
        Path file = url.file();
        try {
            return file == null ? new StoreLock(url, null, session(url)) : new StoreLock(url, locked(url, file), null);
        } catch (IOException e) {
            throw new HistoryException(
                    HistoryException.Kind.AWAY, "cannot lock the history " + url + ": " + FileErrors.reason(e), e);
        }
    }

    private static FileChannel locked(DatabaseUrl url, Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            PrivateFiles.createDirectories(parent);
        }
        Path place = file.resolveSibling(file.getFileName() + ".lock");
        FileChannel channel =
                FileChannel.open(place, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean kept = false;
        try {
            if (!locked(channel)) {
                ByteBuffer said = ByteBuffer.allocate(MOST_BYTES);
                channel.read(said, 0);
                throw taken(url, new String(said.array(), 0, said.position(), StandardCharsets.UTF_8));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((Holder.name() + "\n").getBytes(StandardCharsets.UTF_8)), 0);
            kept = true;
            return channel;
        } finally {
            if (!kept) {
                channel.close();
            }
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static EnvironmentException taken(DatabaseUrl url, String holder) {
        String name = holder.lines().findFirst().orElse("another process");
        return new EnvironmentException(
                "the history " + url + " is in use by " + Printable.text(name)
                        + ": stop that one, or give another --db",
                null);
    }

    private static Connection session(DatabaseUrl url) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", Holder.name());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("tcpKeepAlive", "true");
        Connection session = null;
        try {
            session = DriverManager.getConnection(url.jdbc(), properties);
            Sql sql = new Sql(session);
            boolean mine = sql.first("select pg_try_advisory_lock(?)", row -> row.getBoolean(1), KEY)
                    .orElse(false);
            if (!mine) {
                throw taken(url, holder(sql));
            }
            Connection kept = session;
            session = null;
            return kept;
        } catch (SQLException e) {
            throw new HistoryException(
                    url.dialect().kind(e),
                    "cannot lock the history " + url + ": " + Printable.text(String.valueOf(e.getMessage())),
                    e);
        } finally {
            closed(session);
        }
    }

    private static String holder(Sql sql) throws SQLException {
        return sql.first(
                        "select a.application_name from pg_locks l join pg_stat_activity a on a.pid = l.pid"
                                + " where l.locktype = 'advisory' and l.granted and l.classid = ?::bigint::oid"
                                + " and l.objid = ?::bigint::oid",
                        row -> row.getString(1),
                        KEY >>> 32,
                        KEY & 0xffff_ffffL)
                .orElse("another process");
    }

    /** Takes the lock again where the session that had it is gone. Throws as {@link #take}. */
    public void renew() {
        try {
            Connection held = session;
            if (channel == null && (held == null || !held.isValid(VALID_SECONDS))) {
                closed(held);
                session = null;
                session = session(url);
            }
        } catch (SQLException e) {
            throw new HistoryException(HistoryException.Kind.AWAY, "cannot lock the history " + url, e);
        }
    }

    private static void closed(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                log.debug("session", e);
            }
        }
    }

    /** The server ends a session some time after its client has: whoever wants the lock next must not wait for that. */
    private static void unlocked(@Nullable Connection session) {
        if (session != null) {
            try (Statement statement = session.createStatement()) {
                statement.setQueryTimeout(VALID_SECONDS);
                statement.execute("select pg_advisory_unlock_all()");
            } catch (SQLException e) {
                log.debug("session", e);
            }
        }
    }

    @Override
    public void close() {
        unlocked(session);
        closed(session);
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                log.debug("lock", e);
            }
        }
    }
}
