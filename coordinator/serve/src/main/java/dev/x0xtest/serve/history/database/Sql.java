package dev.x0xtest.serve.history.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements on one connection. Arguments are integers, texts, bytes and null. Confined to one thread. */
public final class Sql {
    private static final int FETCH = 500;

    private final Connection connection;

    Sql(Connection connection) {
        this.connection = connection;
    }

    /** Makes something of the row at which a result stands. */
    public interface Mapper<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Takes the row at which a result stands. */
    public interface Taker {
        void take(ResultSet row) throws SQLException;
    }

    /** How many rows it changed. */
    public int update(String sql, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            return statement.executeUpdate();
        }
    }

    /** The same statement for each row of arguments. */
    public void batch(String sql, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    public void each(String sql, Taker taker, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH);
            bind(statement, arguments);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    taker.take(rows);
                }
            }
        }
    }

    public <T> List<T> list(String sql, Mapper<T> mapper, @Nullable Object... arguments) throws SQLException {
        List<T> found = new ArrayList<>();
        each(sql, row -> found.add(mapper.of(row)), arguments);
        return found;
    }

    public <T> Optional<T> first(String sql, Mapper<T> mapper, @Nullable Object... arguments) throws SQLException {
        List<T> found = list(sql, mapper, arguments);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    /** The number in the first column; 0 where it is null. */
    public long number(String sql, @Nullable Object... arguments) throws SQLException {
        return first(sql, row -> row.getLong(1), arguments).orElse(0L);
    }

    /** The number in the first column of a statement that returns one, such as an insert. */
    public int id(String sql, @Nullable Object... arguments) throws SQLException {
        return (int) number(sql, arguments);
    }

    private static void bind(PreparedStatement statement, @Nullable Object... arguments) throws SQLException {
        for (int at = 0; at < arguments.length; at++) {
            Object argument = arguments[at];
            if (argument instanceof byte[] bytes) {
                statement.setBytes(at + 1, bytes);
            } else if (argument instanceof Integer number) {
                statement.setInt(at + 1, number);
            } else if (argument instanceof Long number) {
                statement.setLong(at + 1, number);
            } else if (argument instanceof String text) {
                // PostgreSQL refuses this character in a text.
                statement.setString(at + 1, text.replace('\0', '?'));
            } else if (argument == null) {
                statement.setObject(at + 1, null);
            } else {
                throw new IllegalArgumentException("no argument of SQL: " + argument.getClass());
            }
        }
    }
}
