package dev.x0xtest.coordinator.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs are found by what a person remembers of them, and are never overwritten by accident. */
class RunDirectoryTest {
    private static final String OLD = "20261128T100000Z-aa11bb22";
    private static final String MIDDLE = "20261129T100000Z-aa11cc33";
    private static final String NEW = "20261129T110000Z-0f00dd44";

    @TempDir
    private Path runs;

    @BeforeEach
    void makeRuns() throws IOException {
        for (String name : new String[] {MIDDLE, NEW, OLD, "notes"}) {
            Files.createFile(Files.createDirectory(runs.resolve(name)).resolve(RunDirectory.JOURNAL));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "latest," + NEW,
        "latest~0," + NEW,
        "latest~1," + MIDDLE,
        "latest~2," + OLD,
        "0f," + NEW,
        "aa11b," + OLD,
        "aa11cc33," + MIDDLE,
        "aa11cc330123456789abcdef01234567," + MIDDLE,
        "20261128," + OLD,
        "20261129T10," + MIDDLE,
        OLD + "," + OLD
    })
    void aRunIsFoundByTheStartOfItsIdOrOfItsDirectory(String typed, String found) {
        assertThat(RunDirectory.find(typed, runs)).isEqualTo(runs.resolve(found).resolve(RunDirectory.JOURNAL));
    }

    @Test
    void severalRunsAreListedNewestFirst() {
        assertThatThrownBy(() -> RunDirectory.find("aa11", runs))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("2 runs begin with 'aa11': " + MIDDLE + ", " + OLD + "; type more of one");
    }

    @ParameterizedTest
    @CsvSource({"ffff", "aa11bb22ffffg", "notes2", "lastest"})
    void noRunIsAWordWithThePlace(String typed) {
        assertThatThrownBy(() -> RunDirectory.find(typed, runs))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("no run begins with '" + typed + "' in " + runs + ", and there is no such file");
    }

    @Test
    void beforeTheFirstRunThereIsNoLatest() {
        Path none = runs.resolve("none");
        assertThatThrownBy(() -> RunDirectory.find("latest", none))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("there is no run in " + none + ", and there is no such file");
    }

    @Test
    void moreRunsBackThanThereAreIsAWordWithThePlace() {
        assertThatThrownBy(() -> RunDirectory.find("latest~3", runs))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage(
                        "there are not so many runs as 'latest~3' asks for in " + runs + ", and there is no such file");
    }

    @Test
    void aPathWinsOverAnId() throws IOException {
        Path copy = Files.createDirectory(runs.resolve("copy"));
        Files.createFile(copy.resolve(RunDirectory.JOURNAL));
        assertThat(RunDirectory.find(copy.toString(), runs)).isEqualTo(copy.resolve(RunDirectory.JOURNAL));
        assertThat(RunDirectory.find(copy.resolve(RunDirectory.JOURNAL).toString(), runs))
                .isEqualTo(copy.resolve(RunDirectory.JOURNAL));
    }

    @Test
    void aGivenDirectoryWithARunIsRefusedByName() {
        Path used = runs.resolve(OLD);
        assertThatThrownBy(() -> RunDirectory.check(used, false))
                .isInstanceOf(UsageException.class)
                .hasMessage("--run-dir: " + used
                        + " holds a run already; give another directory, or --replace to overwrite that run");
        RunDirectory.check(used, true);
        RunDirectory.check(runs.resolve("new"), false);
    }

    @Test
    void replacingARunRemovesNothingElse() throws IOException {
        Path used = runs.resolve(OLD);
        Files.createFile(used.resolve(RunDirectory.JSON));
        Files.createFile(used.resolve("my-notes.txt"));
        RunDirectory.empty(used);
        assertThat(used).isDirectoryContaining("glob:**my-notes.txt");
        assertThat(used.resolve(RunDirectory.JOURNAL)).doesNotExist();
        assertThat(used.resolve(RunDirectory.JSON)).doesNotExist();
    }

    private static Path kept(Path runs, String name, boolean ended) throws IOException {
        Path run = Files.createDirectories(runs.resolve(name));
        Files.writeString(run.resolve("run.jsonl"), "");
        if (ended) {
            Files.writeString(run.resolve("report.json"), "");
        }
        return run;
    }

    @Test
    void theOldestRunsGoAndThoseThatHaveNotEndedGoLast(@TempDir Path below) throws IOException {
        Path cut = kept(below, "20260101T000000Z-00000001", false);
        Path oldest = kept(below, "20260102T000000Z-00000002", true);
        Path older = kept(below, "20260103T000000Z-00000003", true);
        Path newest = kept(below, "20260104T000000Z-00000004", true);
        RunDirectory.prune(below, 2);
        assertThat(oldest).doesNotExist();
        assertThat(older).doesNotExist();
        assertThat(cut).exists();
        assertThat(newest).exists();
    }

    @Test
    void aRunThatGoesOnIsNotRemoved(@TempDir Path below) throws IOException {
        Path goesOn = kept(below, "20260101T000000Z-00000001", false);
        Path newest = kept(below, "20260104T000000Z-00000004", true);
        RunLock.take(goesOn, "process 1").orElseThrow().close();
        try (RunLock lock = RunLock.take(goesOn, "process 2").orElseThrow()) {
            assertThat(lock.copied()).isFalse();
            RunDirectory.prune(below, 0);
        }
        assertThat(goesOn).exists();
        assertThat(newest).doesNotExist();
    }
}
