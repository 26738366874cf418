package dev.x0xtest.serve.history.command;

import static dev.x0xtest.serve.history.SampleRun.SCOPE;
import static dev.x0xtest.serve.history.SampleRun.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.launch.CommandLineRunner;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.serve.HistoryCommand;
import dev.x0xtest.serve.history.SampleModel;
import dev.x0xtest.serve.history.SampleRun;
import dev.x0xtest.serve.history.database.DatabaseUrl;
import dev.x0xtest.serve.history.spool.History;
import dev.x0xtest.serve.history.store.Retention;
import dev.x0xtest.serve.model.Incident;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands of a history, while serve has it open. */
class HistoryCommandsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z"));

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void clear() {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
    }

    private int run(String... arguments) {
        clear();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--state-dir", directory.resolve("state").toString()));
        return execute(80, all.toArray(String[]::new));
    }

    private int execute(int width, String... arguments) {
        CommandLine line = new CommandLine(new HistoryCommand());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return new CommandLineRunner(Map.of("COLUMNS", Integer.toString(width)), Map.of()).run(line, arguments);
    }

    private History serve() {
        Path state = directory.resolve("state");
        return History.open(
                new History.Config(DatabaseUrl.ofFile(History.file(state)), state, CLOCK, Retention.STANDARD));
    }

    private static void fill(History history) {
        fill(history, 300_000);
    }

    private static void fill(History history, long everyMs) {
        for (int run = 1; run <= 10; run++) {
            history.writer()
                    .keep(
                            SampleRun.of("a", "b", "c").ended(id(run), CLOCK.millis() + run * everyMs),
                            List.of(SampleModel.incident("i1", Incident.State.OPEN, CLOCK.millis(), null)),
                            List.of());
        }
    }

    @Test
    void statsSayBytesAndTheForecast() {
        try (History history = serve()) {
            fill(history, 3 * 3_600_000);
            assertThat(run("stats")).isZero();
            assertThat(out.toString())
                    .contains("runs from 2026-03-01 03:00 to 2026-03-02 06:00 UTC")
                    .containsPattern("sample +30 +[\\d.]+ kB")
                    .containsPattern("after a year with 9 runs a day, as in the last week: about \\d+ ");
            assertThat(run("stats", "--json")).isZero();
            assertThat(out.toString()).containsPattern("\"year_bytes\" : \\d+");
        }
    }

    @Test
    void aYearIsNotForetoldFromMinutes() {
        try (History history = serve()) {
            fill(history);
            assertThat(run("stats")).isZero();
            assertThat(out.toString()).contains("after a year: unknown until a day of runs is kept");
        }
    }

    @Test
    void checkTellsAWholeHistoryFromADamagedOne() throws Exception {
        try (History history = serve()) {
            fill(history);
            assertThat(run("check")).isZero();
            assertThat(out.toString()).startsWith("whole: 10 runs, 0 cut, 0 in flight, ");
        }
        Path file = History.file(directory.resolve("state"));
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (long at = 8_192; at < bytes.length(); at += 97) {
                bytes.seek(at);
                bytes.write(0xa5);
            }
        }
        assertThat(run("check")).as(out + "" + err).isEqualTo(1);
        assertThat(out.toString()).contains("damaged: ");
    }

    @Test
    void whatIsExportedOrBackedUpCanBeReadAgain() {
        Path lines = directory.resolve("history.jsonl");
        Path copy = directory.resolve("copy.db");
        try (History history = serve()) {
            fill(history);
            assertThat(run("export", "-o", lines.toString())).isZero();
            assertThat(run("backup", copy.toString())).isZero();
            assertThat(run("backup", copy.toString())).isEqualTo(2);
        }
        assertThat(run("check", "--db", copy.toString())).isZero();
        assertThat(out.toString()).startsWith("whole: 10 runs");
        Path other = directory.resolve("other.db");
        assertThat(run("import", "--db", other.toString(), lines.toString())).isZero();
        assertThat(out.toString()).startsWith("12 added, 0 there already");
        assertThat(run("import", "--db", other.toString(), lines.toString())).isZero();
        assertThat(run("stats", "--db", other.toString())).isZero();
        assertThat(out.toString()).containsPattern("run +10 ").containsPattern("incident +1 ");
    }

    @Test
    void aReportIsImportedOnce() throws Exception {
        String text = ReportJson.text(SampleRun.of("a", "b").ended(id(77), 0).report())
                .replaceFirst("\"run_id\"", "\"started_at\": \"2026-02-28T10:00:00.000Z\",\n  \"run_id\"");
        Path report = Files.writeString(directory.resolve("out.json"), text);
        assertThat(run("import", report.toString())).as(err.toString()).isZero();
        assertThat(out.toString()).startsWith("1 added, 0 there already");
        assertThat(run("import", report.toString())).isZero();
        assertThat(out.toString()).startsWith("0 added, 1 there already");
        try (History history = serve()) {
            assertThat(history.reader().runs(SCOPE, 5, Long.MAX_VALUE))
                    .extracting(run -> run.kind().label())
                    .containsExactly("imported");
        }
    }

    @Test
    void aReportWithoutItsTimeIsRefused() throws Exception {
        Path report = Files.writeString(
                directory.resolve("out.json"),
                ReportJson.text(SampleRun.of("a", "b").ended(id(77), 0).report()));
        assertThat(run("import", report.toString())).isEqualTo(3);
        assertThat(err.toString()).contains("does not say when it was started");
    }

    @Test
    void compactIsRefusedWhileServeRuns() {
        try (History history = serve()) {
            fill(history);
            assertThat(run("compact")).isEqualTo(3);
            assertThat(err.toString()).contains("is in use by x0xtest process ");
        }
        assertThat(run("compact")).as(err.toString()).isZero();
        assertThat(out.toString()).startsWith("from ");
    }

    @Test
    void aHistoryThatIsNotThereIsNotMade() {
        assertThat(run("stats")).isEqualTo(3);
        assertThat(err.toString()).contains("there is no history ");
        assertThat(History.file(directory.resolve("state"))).doesNotExist();
    }

    @Test
    void postgresqlIsBackedUpByItsOwnProgram() {
        assertThat(run("backup", "--db", "jdbc:postgresql://db:5433/history?password=secret", "x.dump"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("pg_dump --format=custom --file=x.dump --dbname=postgresql://db:5433/history")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mysql://h/x", "jdbc:sqlite::memory:", "file:x"})
    void otherDatabasesAreRefused(String url) {
        assertThat(run("stats", "--db", url)).isEqualTo(2);
        assertThat(err.toString().lines().findFirst().orElse("")).contains("--db: ");
    }

    @ParameterizedTest
    @CsvSource({"stats", "import", "export", "backup", "check", "compact"})
    void everyPageFitsAndHasItsExitCodesAndExamples(String command) {
        for (int width : new int[] {80, 40}) {
            clear();
            assertThat(execute(width, command, "--help")).isZero();
            assertThat(out.toString().lines())
                    .allMatch(line -> line.length() <= width || !line.strip().contains(" "));
        }
        assertThat(out.toString()).contains("Exit codes").contains("Examples");
    }
}
