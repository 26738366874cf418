package dev.x0xtest.serve.history.store;

import static dev.x0xtest.serve.history.SampleRun.SCOPE;
import static dev.x0xtest.serve.history.SampleRun.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.serve.history.HistoryReader.Matrix;
import dev.x0xtest.serve.history.HistoryReader.Point;
import dev.x0xtest.serve.history.SampleRun;
import dev.x0xtest.serve.history.care.Checking;
import dev.x0xtest.serve.history.care.Exporting;
import dev.x0xtest.serve.history.care.Figures;
import dev.x0xtest.serve.history.database.Database;
import dev.x0xtest.serve.history.database.DatabaseUrl;
import dev.x0xtest.serve.history.line.EntryJson;
import dev.x0xtest.serve.history.read.JdbcReader;
import dev.x0xtest.serve.history.record.Entry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sums of hours and days, and what is forgotten; one suite for both databases. */
abstract class TidyContract extends StoreBed {
    private static final long HOUR = Times.HOUR_MS;
    private static final long DAY = Times.DAY_MS;

    /** A run every 20 minutes from {@link #START}; of each hour the first one is refuted from a to b. */
    private void runs(int count) {
        for (int run = 0; run < count; run++) {
            SampleRun sample = SampleRun.of("a", "b", "c").slower(1_000 * (run % 3));
            if (run % 3 == 0) {
                sample.with("a", "b", CellOutcome.MISSING);
            }
            keep(sample.ended(id(run + 1), START + (long) run * 20 * MINUTE));
        }
    }

    private List<Point> points(long fromMs, long toMs, long stepMs) {
        return reader.pair(SCOPE, "a", "b", fromMs, toMs, stepMs).orElseThrow().points();
    }

    @Test
    void stepsAreTheSameBeforeAndAfterTheyAreSummedUp() {
        runs(6 * 3 + 1);
        long end = START + 6 * HOUR;
        List<Point> before = points(START, end, HOUR);
        assertThat(before).hasSize(7);
        assertThat(before.get(0).refuted()).isEqualTo(1);
        assertThat(before.get(0).proven()).isEqualTo(2);
        assertThat(before.get(0).maxUs()).isEqualTo(SampleRun.us("a", "b") + 2_000);

        tidyAll(end + 5 * MINUTE);
        List<Point> after = points(START, end, HOUR);
        assertThat(after).hasSameSizeAs(before);
        for (int at = 0; at < before.size(); at++) {
            assertThat(after.get(at).atMs()).isEqualTo(before.get(at).atMs());
            assertThat(after.get(at).samples()).isEqualTo(before.get(at).samples());
            assertThat(after.get(at).refuted()).isEqualTo(before.get(at).refuted());
            assertThat((double) after.get(at).maxUs())
                    .isCloseTo(
                            before.get(at).maxUs(),
                            within(Math.max(0, before.get(at).maxUs()) * 0.016));
        }
        assertThat(points(START, end, 20 * MINUTE)).hasSize(19);
        assertThat(points(START, end, 3 * HOUR)).extracting(Point::samples).containsExactly(9, 9, 1);
    }

    @Test
    void daysAreSummedUpToo() {
        runs(2 * 72 + 1);
        List<Point> before = points(START, START + 3 * DAY, DAY);
        tidyAll(START + 2 * DAY + 5 * MINUTE);
        List<Point> after = points(START, START + 3 * DAY, DAY);
        assertThat(after).extracting(Point::samples).containsExactly(72, 72, 1);
        assertThat(after).extracting(Point::refuted).containsExactly(24, 24, 1);
        assertThat((double) after.get(1).p50Us())
                .isCloseTo(before.get(1).p50Us(), within(before.get(1).p50Us() * 0.016));
    }

    @Test
    void aRunThatComesLateIsSummedUpAgain() {
        runs(4);
        tidyAll(START + 3 * HOUR);
        keep(SampleRun.of("a", "b", "c").ended(id(99), START + 30 * MINUTE));
        tidyAll(START + 4 * HOUR);
        assertThat(points(START, START + 2 * HOUR, HOUR))
                .extracting(Point::samples)
                .containsExactly(4, 1);
    }

    @Test
    void runsAreForgottenAndTheirSumsStay() {
        runs(9);
        tidyAll(START + 3 * HOUR);
        long later = START + 91 * DAY;
        keep(SampleRun.of("a", "b", "c").ended(id(500), later));
        tidyAll(later + 2 * HOUR);
        assertThat(reader.runs(SCOPE, 100, Long.MAX_VALUE)).hasSize(1);
        assertThat(reader.report(id(1))).isEmpty();
        assertThat(reader.failures(SCOPE, "a", "b", 10)).isEmpty();
        assertThat(points(START, START + 5 * HOUR, 0))
                .extracting(Point::samples)
                .containsExactly(3, 3, 3);

        Matrix then = reader.matrix(SCOPE, START + 2 * HOUR + 30 * MINUTE).orElseThrow();
        assertThat(rows(then.letters())).isEqualTo(".Mp\np.p\npp.\n");

        tidyAll(START + 500 * DAY);
        assertThat(points(START, START + DAY, 0)).extracting(Point::samples).containsExactly(9);
        assertThat(Checking.of(database).problems()).isEmpty();
    }

    @Test
    void reportsKeepToTheirBytes() {
        store = new Store(database, new Retention(90, 396, 9_000));
        runs(20);
        int bytes = reader.report(id(20)).orElseThrow().length();
        tidyAll(START + 7 * HOUR);
        assertThat(bytes).isGreaterThan(1_000);
        assertThat(reader.report(id(20))).isPresent();
        assertThat(reader.report(id(1))).isEmpty();
        assertThat(reader.run(id(1))).isPresent();
        long kept = Figures.of(database, Retention.STANDARD).tables().stream()
                .filter(table -> table.name().equals("report"))
                .findFirst()
                .orElseThrow()
                .rows();
        assertThat(kept).isBetween(1L, 15L);
    }

    @Test
    void aWholeHistoryIsWholeAndADamagedBlobIsFound() {
        runs(4);
        tidyAll(START + 3 * HOUR);
        Checking.Result whole = Checking.of(database);
        assertThat(whole.problems()).isEmpty();
        assertThat(whole.runs()).isEqualTo(4);
        database.write(sql -> sql.update("update sample set cells = ? where run = 1", new byte[] {1, 0, 9}));
        database.write(sql -> sql.update("delete from sample where run = 2 and source = 1"));
        assertThat(Checking.of(database).problems())
                .anyMatch(problem -> problem.contains("in run 1: a blob that ends too early"))
                .anyMatch(problem -> problem.contains("run " + id(2) + " has 4 of 6 cells"));
    }

    @Test
    void aDamagedBlobStopsNothing() {
        runs(4);
        database.write(sql -> sql.update("update present set pairs = ?", new byte[] {9, 9}));
        database.write(sql -> sql.update("update sample set cells = ? where run = 2", new byte[] {1, 0, 9}));
        keep(SampleRun.of("a", "b", "c").ended(id(50), START + 2 * HOUR));
        tidyAll(START + 4 * HOUR);
        assertThat(rows(reader.matrix(SCOPE, START + 3 * HOUR).orElseThrow().letters()))
                .isEqualTo(".pp\np.p\npp.\n");
        assertThat(points(START, START + HOUR, HOUR)).extracting(Point::samples).containsExactly(2, 1);
    }

    @Test
    void anExportedHistoryIsImportedAsItWas() throws Exception {
        runs(4);
        List<Entry> entries = new ArrayList<>();
        Exporting.of(database, entries::add);
        try (Database other =
                Database.open(DatabaseUrl.ofFile(directory.resolve("other.db")), directory.resolve("native"))) {
            Store copy = new Store(other, Retention.STANDARD);
            for (Entry entry : entries) {
                copy.keep(EntryJson.entry(EntryJson.line(entry)));
            }
            assertThat(new JdbcReader(() -> other).runs(SCOPE, 10, Long.MAX_VALUE))
                    .isEqualTo(reader.runs(SCOPE, 10, Long.MAX_VALUE));
            assertThat(new JdbcReader(() -> other).pair(SCOPE, "a", "b", START, START + DAY, 0))
                    .isEqualTo(reader.pair(SCOPE, "a", "b", START, START + DAY, 0));
            assertThat(Checking.of(other).problems()).isEmpty();
        }
    }
}
