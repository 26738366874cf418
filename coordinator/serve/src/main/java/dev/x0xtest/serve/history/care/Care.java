package dev.x0xtest.serve.history.care;

import dev.x0xtest.cli.files.FileErrors;
import dev.x0xtest.cli.files.PrivateFiles;
import dev.x0xtest.serve.history.HistoryException;
import dev.x0xtest.serve.history.database.Database;
import dev.x0xtest.serve.history.database.Dialect;
import java.io.IOException;
import java.nio.file.Path;

/** What an operator does with a whole database. */
public final class Care {
    private Care() {}

    /** The size before and after, in bytes. */
    public record Compacted(long before, long after) {}

    /** Gives free room back to the disk. Nobody may use the database meanwhile. */
    public static Compacted compact(Database database) {
        long before = Figures.whole(database);
        if (database.url().dialect() == Dialect.SQLITE) {
            database.alone("vacuum");
            database.alone("pragma wal_checkpoint(truncate)");
        } else {
            database.alone("vacuum (full, analyze)");
        }
        return new Compacted(before, Figures.whole(database));
    }

    /** Copies a SQLite database as it is at one moment. Throws {@link HistoryException}. */
    public static void backup(Database database, Path file) {
        Path whole = file.toAbsolutePath();
        try {
            // Private from its first byte; SQLite takes an empty file.
            PrivateFiles.create(whole);
        } catch (IOException e) {
            throw new HistoryException(
                    HistoryException.Kind.AWAY, "cannot write " + whole + ": " + FileErrors.reason(e), e);
        }
        database.alone("vacuum into '" + whole.toString().replace("'", "''") + "'");
    }
}
