package dev.x0xtest.serve.history.store;

import dev.x0xtest.serve.history.database.Database;
import dev.x0xtest.serve.history.record.Entry;
import java.util.Optional;

/** What a writer does with a database. Used on one thread; throws {@code HistoryException}. */
public final class Store {
    /** The state, and the verdict, of a run that ended with its process. */
    public static final String CUT = "cut";

    private final Database database;
    private final Tidy tidy;

    public Store(Database database, Retention retention) {
        this.database = database;
        this.tidy = new Tidy(database, retention);
    }

    /** Keeps an entry in one transaction. Whether it was not kept before. */
    public boolean keep(Entry entry) {
        return database.write(sql -> new EntryWriter(sql).keep(entry));
    }

    /**
     * Keeps an entry that has waited elsewhere, unless it is kept already.
     *
     * @param source where it waited; {@code number} counts up there
     */
    public void keepOnce(String source, long number, Entry entry) {
        database.write(sql -> {
            String name = "spool " + source;
            Optional<String> before =
                    sql.first("select value from setting where name = ?", row -> row.getString(1), name);
            if (before.isPresent() && Long.parseLong(before.get()) >= number) {
                return false;
            }
            sql.update(
                    "insert into setting (name, value) values (?, ?) on conflict (name) do update set value = excluded.value",
                    name,
                    String.valueOf(number));
            return new EntryWriter(sql).keep(entry);
        });
    }

    /** Closes the runs that were in flight when the process before died. How many. */
    public int cut() {
        return database.write(sql ->
                sql.update("update run set state = ?, verdict = ? where state = ?", CUT, CUT, EntryWriter.BEGUN));
    }

    /** One small step of summing up and of forgetting. Whether there is more to do now. */
    public boolean tidy(long nowMs) {
        return tidy.step(nowMs);
    }

    /** One small step of summing up alone. Whether there is more to do now. */
    public boolean sumUp(long nowMs) {
        return tidy.sumUp(nowMs);
    }
}
