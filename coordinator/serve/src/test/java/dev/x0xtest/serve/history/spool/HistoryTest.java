package dev.x0xtest.serve.history.spool;

import static dev.x0xtest.serve.history.SampleRun.SCOPE;
import static dev.x0xtest.serve.history.SampleRun.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.history.HistoryStatus;
import dev.x0xtest.serve.history.SampleModel;
import dev.x0xtest.serve.history.SampleRun;
import dev.x0xtest.serve.history.database.Database;
import dev.x0xtest.serve.history.database.DatabaseUrl;
import dev.x0xtest.serve.history.store.Retention;
import dev.x0xtest.serve.model.RunKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history in SQLite as serve has it: its lock, a damaged file, a schema that is newer. */
class HistoryTest {
    @TempDir
    private Path directory;

    private final FakeClock clock = new FakeClock();

    private History open() {
        return History.open(
                new History.Config(DatabaseUrl.ofFile(file()), directory.resolve("state"), clock, Retention.STANDARD));
    }

    private Path file() {
        return directory.resolve("history.db");
    }

    private static List<String> verdicts(History history) {
        return history.reader().runs(SCOPE, 100, Long.MAX_VALUE).stream()
                .map(HistoryReader.Run::verdict)
                .toList();
    }

    @Test
    void whatIsWrittenIsThereAfterARestartAndARunInFlightWasCut() {
        try (History history = open()) {
            history.writer().began(SCOPE, RunKind.FULL, "every", id(1), 1);
            history.writer().keep(SampleRun.of("a", "b").ended(id(1), 20_000), List.of(), List.of());
            history.writer().began(SCOPE, RunKind.FULL, "every", id(2), 30_000);
            assertThat(history.status()).isEqualTo(new HistoryStatus("sqlite", HistoryStatus.State.OK, 0, 0));
        }
        try (History history = open()) {
            assertThat(verdicts(history)).containsExactly("cut", "PASS");
        }
    }

    @Test
    void aSecondServeIsRefusedByName() {
        try (History first = open()) {
            assertThat(first.status().state()).isEqualTo(HistoryStatus.State.OK);
            assertThatThrownBy(this::open)
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining(file() + " is in use by x0xtest process "
                            + ProcessHandle.current().pid() + " on ");
        }
        open().close();
    }

    @Test
    void aDamagedFileIsSetAsideByNameAndANewHistoryBegins() throws Exception {
        Files.writeString(file(), "this is no database, but it is long enough to be read as one ".repeat(50));
        try (History history = open()) {
            history.writer().keep(SampleRun.of("a", "b").ended(id(1), 20_000), List.of(), List.of());
            assertThat(verdicts(history)).containsExactly("PASS");
        }
        assertThat(directory.resolve("history.db.damaged-20260301T000000Z")).exists();
    }

    @Test
    void aFileThatIsDamagedWhileItIsOpenIsSetAsideWithTheNextRun() throws Exception {
        try (History history = open()) {
            for (int run = 1; run <= 200; run++) {
                history.writer()
                        .keep(SampleRun.of("a", "b", "c", "d").ended(id(run), 20_000L * run), List.of(), List.of());
            }
        }
        byte[] bytes = Files.readAllBytes(file());
        for (int at = 8_192; at < bytes.length; at++) {
            bytes[at] = (byte) 0xa5;
        }
        Files.write(file(), bytes);
        try (History history = open()) {
            history.writer().keep(SampleRun.of("a", "b").ended(id(999), 9_000_000), List.of(), List.of());
            assertThat(verdicts(history)).containsExactly("PASS");
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .contains("history.db.damaged-20260301T000000Z");
        }
    }

    @Test
    void aNewerSchemaIsRefusedInOneLine() throws Exception {
        open().close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            connection
                    .createStatement()
                    .execute("insert into flyway_schema_history (installed_rank, version, description, type, script,"
                            + " installed_by, execution_time, success) values (9, '9', 'later', 'SQL', 'V9__later.sql',"
                            + " 'x', 1, 1)");
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("the history " + file()
                        + " has version 9 of the schema, which a newer x0xtest made and this one does not know: use the"
                        + " newer one")
                .hasMessageNotContaining("\n");
        assertThat(file()).exists();
    }

    @Test
    void aLockedDatabaseIsAwayAndNothingIsLost() throws Exception {
        try (History history = open();
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            history.writer().keep(SampleRun.of("a", "b").ended(id(1), 20_000), List.of(), List.of());
            other.createStatement().execute("begin immediate");
            history.writer().keep(SampleRun.of("a", "b").ended(id(2), 40_000), List.of(), List.of());
            history.writer().postponed(SampleModel.delivery("hook", "a1", 1, 5));
            assertThat(history.status()).isEqualTo(new HistoryStatus("sqlite", HistoryStatus.State.SPOOLING, 2, 0));
            assertThat(verdicts(history)).hasSize(1);

            other.createStatement().execute("rollback");
            assertThat(history.writer().tidy(clock.millis())).isFalse();
            assertThat(verdicts(history)).hasSize(1);
            clock.forward(5_000);
            history.writer().tidy(clock.millis());
            assertThat(verdicts(history)).hasSize(2);
            assertThat(history.status().state()).isEqualTo(HistoryStatus.State.OK);
        }
    }

    @Test
    void aFullDiskLosesNothingThatTheSpoolTakes() {
        try (History history = open()) {
            history.writer().keep(SampleRun.of("a", "b").ended(id(1), 20_000), List.of(), List.of());
            Database database = ((SpoolingWriter) history.writer()).database();
            database.alone("pragma max_page_count = 1");
            for (int run = 2; run <= 40; run++) {
                history.writer().keep(SampleRun.of("a", "b", "c").ended(id(run), 20_000L * run), List.of(), List.of());
            }
            assertThat(history.status().state()).isEqualTo(HistoryStatus.State.SPOOLING);
            assertThat(history.status().spooled()).isPositive();

            database.alone("pragma max_page_count = 1000000");
            clock.forward(5_000);
            for (int step = 0; history.writer().tidy(clock.millis()); step++) {
                assertThat(step).isLessThan(100);
            }
            assertThat(verdicts(history)).hasSize(40);
            assertThat(history.status()).isEqualTo(new HistoryStatus("sqlite", HistoryStatus.State.OK, 0, 0));
        }
    }
}
