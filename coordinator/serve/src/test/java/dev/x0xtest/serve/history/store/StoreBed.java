package dev.x0xtest.serve.history.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.history.database.Database;
import dev.x0xtest.serve.history.database.DatabaseUrl;
import dev.x0xtest.serve.history.read.JdbcReader;
import dev.x0xtest.serve.history.record.Entry;
import dev.x0xtest.serve.history.record.RunFigures;
import dev.x0xtest.serve.model.EndedRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store on an empty database. */
abstract class StoreBed {
    /** 2026-03-01 00:00 UTC. */
    static final long START = 1_772_323_200_000L;

    static final long MINUTE = 60_000;

    @TempDir
    Path directory;

    Database database;
    Store store;
    HistoryReader reader;

    /** A new, empty database. */
    abstract DatabaseUrl url(Path empty) throws Exception;

    @BeforeEach
    final void open() throws Exception {
        database = Database.open(url(directory), directory.resolve("native"));
        store = new Store(database, Retention.STANDARD);
        reader = new JdbcReader(() -> database);
    }

    @AfterEach
    final void close() {
        if (database != null) {
            database.close();
        }
    }

    final void keep(EndedRun run) {
        assertThat(store.keep(new Entry.Ended(RunFigures.of(run), List.of(), List.of())))
                .isTrue();
    }

    final void tidyAll(long nowMs) {
        for (int step = 0; store.tidy(nowMs); step++) {
            assertThat(step).isLessThan(100_000);
        }
    }

    static String rows(char[][] letters) {
        StringBuilder text = new StringBuilder();
        for (char[] row : letters) {
            text.append(row).append('\n');
        }
        return text.toString();
    }
}
