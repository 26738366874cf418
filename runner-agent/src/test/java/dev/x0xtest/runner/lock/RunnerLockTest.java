package dev.x0xtest.runner.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.wire.AgentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RunnerLockTest {
    private static final AgentId AGENT = new AgentId("5".repeat(AgentId.LENGTH));
    private static final String SECRET = "secret";
    private static final int NOBODY = 65534;

    @TempDir
    private Path directory = Path.of("");

    private static RunnerLock taken(Path directory) {
        return acquire(directory).orElseThrow();
    }

    private static Optional<RunnerLock> acquire(Path directory) {
        return RunnerLock.acquire(
                directory, AGENT, SECRET, ProcessHandle.current().pid());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private Path named(String middle) {
        return directory.resolve("x0xtest-runner-" + AGENT.hex() + "." + middle + ".lock");
    }

    @Test
    void anotherProcessIsNamedAndItsDeathFreesTheAgent() throws Exception {
        try (LockProgram other = LockProgram.start("acquire", directory.toString(), AGENT.hex())) {
            assertThat(other.line()).isEqualTo("ready");
            other.begin();
            assertThat(other.line()).isEqualTo("running");
            assertThatThrownBy(() -> acquire(directory))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageStartingWith("another runner for agent " + AGENT.hex() + " is running (pid "
                            + other.pid() + "); its lock is " + directory);
            assertThat(files()).hasSize(1);
            other.kill();
            taken(directory).close();
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void aFileWithoutTextIsOfARunnerThatStarts() {
        assertThat(LockState.parse("").running()).isFalse();
        assertThat(LockState.parse("4711\n")).isEqualTo(new LockState(true, 4711, ""));
        LockState starting = new LockState(false, 12, "ab");
        LockState running = new LockState(true, 12, "ab");
        assertThat(starting.text()).hasSameSizeAs(running.text());
        assertThat(LockState.parse(starting.text())).isEqualTo(starting);
        assertThat(LockState.parse(running.text())).isEqualTo(running);
    }

    @Test
    void ofSeveralThatStartAtOnceOneRuns() throws Exception {
        List<LockProgram> programs = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                programs.add(LockProgram.start("acquire", directory.toString(), AGENT.hex()));
            }
            for (LockProgram program : programs) {
                assertThat(program.line()).isEqualTo("ready");
            }
            for (LockProgram program : programs) {
                program.begin();
            }
            List<String> ends = new ArrayList<>();
            for (LockProgram program : programs) {
                ends.add(program.line());
            }
            assertThat(ends).as("%s", ends).filteredOn("running"::equals).hasSize(1);
            assertThat(ends)
                    .as("%s", ends)
                    .filteredOn(end -> end.startsWith("refused: another runner"))
                    .hasSize(3);
        } finally {
            programs.forEach(LockProgram::close);
        }
    }

    @Test
    void nothingThatIsInItsWayIsOpenedOrChanged() throws Exception {
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        long pid = ProcessHandle.current().pid();
        // The numbers of this process that are next, whatever tests ran before.
        for (int i = 0; i < 60; i++) {
            Files.createSymbolicLink(named(pid + "-" + i), victim);
        }
        Files.createLink(named("hard"), victim);
        Files.createDirectory(named("directory"));
        assertThat(new ProcessBuilder("mkfifo", named("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        Files.createSymbolicLink(named("dangling"), directory.resolve("nowhere"));
        List<Path> before = files();
        RunnerLock lock = taken(directory);
        assertThat(files()).hasSize(before.size() + 1);
        lock.close();
        assertThat(files()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(victim).hasContent("precious");
        assertThat(directory.resolve("nowhere")).doesNotExist();
    }

    @Test
    void aFileOfAnOlderVersionCounts() throws Exception {
        Path old = Files.writeString(directory.resolve("runner-" + AGENT.hex() + ".lock"), "4711\n");
        try (LockProgram other = LockProgram.start("hold", old.toString())) {
            assertThat(other.line()).isEqualTo("running");
            assertThatThrownBy(() -> acquire(directory)).hasMessageContaining("is running (pid 4711)");
        }
    }

    /** The file belongs to another user, and somebody holds its lock. */
    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void anotherUserIsBelievedWithTheDaemonsToken(boolean knowsToken, boolean refused) throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can give files away");
        Path foreign = Files.createFile(named("7-0"));
        String proof = new LockNames(AGENT, knowsToken ? SECRET : "a guess").proof(foreign);
        Files.writeString(foreign, new LockState(true, 7, proof).text());
        Files.setAttribute(foreign, "unix:uid", NOBODY);
        try (LockProgram other = LockProgram.start("hold", foreign.toString())) {
            assertThat(other.line()).isEqualTo("running");
            if (refused) {
                assertThatThrownBy(() -> acquire(directory)).hasMessageContaining("is running (pid 7)");
            } else {
                taken(directory).close();
            }
        }
        assertThat(foreign).exists();
    }

    @Test
    void aProofDoesNotHoldForACopy() throws Exception {
        LockNames names = new LockNames(AGENT, SECRET);
        Path first = Files.createFile(named("1"));
        Path second = Files.createFile(named("2"));
        assertThat(names.proof(first)).hasSize(64).isNotEqualTo(names.proof(second));
        assertThat(new LockNames(AGENT, "").proof(first)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0755, ''",
        "0775, ''",
        "01777, ''",
        "0777, lets everybody remove the files of others (chmod +t forbids that)"
    })
    void theDirectoryIsCheckedToo(String mode, String problem) throws Exception {
        Files.setAttribute(directory, "unix:mode", Integer.parseInt(mode, 8));
        assertThat(LockDirectories.problem(directory).orElse("")).isEqualTo(problem);
        if (problem.isEmpty()) {
            taken(directory).close();
        } else {
            assertThatThrownBy(() -> acquire(directory))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessage("the lock directory " + directory + " " + problem + ": choose another with --lock-dir");
        }
    }

    @Test
    void aDirectoryOfAnotherUserIsRefused() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can give files away");
        Path theirs = Files.createDirectory(directory.resolve("theirs"));
        Files.setAttribute(theirs, "unix:uid", NOBODY);
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
        new ProcessBuilder("chown", "-h", String.valueOf(NOBODY), link.toString())
                .start()
                .waitFor();
        assertThatThrownBy(() -> acquire(theirs)).hasMessageContaining("belongs to another user (uid 65534)");
        assertThatThrownBy(() -> acquire(link)).hasMessageContaining("is a link that belongs to another user");
    }

    @Test
    void aLinkOfOnesOwnLeadsToTheSameDirectory() throws Exception {
        Path locks = Files.createDirectory(directory.resolve("locks"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), locks);
        try (RunnerLock first = taken(link);
                LockProgram other = LockProgram.start("acquire", locks.toString(), AGENT.hex())) {
            assertThat(other.line()).isEqualTo("ready");
            other.begin();
            assertThat(other.line()).startsWith("refused: another runner");
            assertThat(first).isNotNull();
        }
    }

    @Test
    void theFirstDirectoryThatCanBeUsedIsTheDefault() throws Exception {
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path good = Files.createDirectory(directory.resolve("good"));
        Path missing = directory.resolve("missing");
        assertThat(LockDirectories.first(List.of(missing, open, good, directory)))
                .isEqualTo(good);
        assertThat(LockDirectories.first(List.of(missing, open))).isEqualTo(open);
        assertThat(LockDirectories.byDefault()).isDirectory();
    }
}
