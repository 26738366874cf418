package dev.x0xtest.local.launchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launchers where Java, the locale or the file system are not as usual. Exit code 1 is for a refuted pair. */
class SurroundingsTest {
    @TempDir
    private Path directory = Path.of("");

    @TempDir
    private static Path kept = Path.of("");

    private static final Map<String, Unpacked> COPIES = new ConcurrentHashMap<>();

    @AfterAll
    static void forget() {
        COPIES.clear();
    }

    /** One that no test changes. The first start of a working copy makes its class data, which takes ten seconds and more. */
    private Unpacked unchanged(String kind, String name) throws IOException {
        return kind.equals("archive")
                ? unpacked(kind, name)
                : COPIES.computeIfAbsent(name, any -> workingCopy(kept.resolve(name)));
    }

    private static Unpacked workingCopy(Path place) {
        try {
            return Unpacked.workingCopy(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Unpacked unpacked(String kind, String name) throws IOException {
        Path place = directory.resolve(name);
        return kind.equals("archive") ? Unpacked.archive(place) : Unpacked.workingCopy(place);
    }

    @ParameterizedTest
    @CsvSource({
        "archive, JAVA_TOOL_OPTIONS, -XX:+UseG1GC",
        "working copy, JAVA_TOOL_OPTIONS, -XX:+UseG1GC",
        "archive, _JAVA_OPTIONS, -XX:+UseParallelGC",
        "archive, JDK_JAVA_OPTIONS, -XX:+NoSuchFlag",
        "working copy, _JAVA_OPTIONS, -Xmx16m"
    })
    void optionsOfTheEnvironmentDoNotKeepItFromStarting(String kind, String variable, String options) throws Exception {
        Unpacked.Ran ran = unchanged(kind, "x").run(Map.of(variable, options), "--version");
        assertThat(ran.lines()).singleElement().asString().startsWith("x0xtest ");
        assertThat(ran.exit()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "archive, JAVA_TOOL_OPTIONS, -javaagent:/nowhere.jar, JAR manifest missing",
        "working copy, JDK_JAVA_OPTIONS, -jar x, -jar is not allowed",
        "archive, _JAVA_OPTIONS, -XX:+UseG1GC -XX:+UseParallelGC, Multiple garbage collectors",
        "archive, JAVA_TOOL_OPTIONS, -Xshare:dump, it says nothing",
        "working copy, _JAVA_OPTIONS, -Xmx2m, OutOfMemoryError"
    })
    void optionsThatNoJavaTakesAreNamed(String kind, String variable, String options, String reason) throws Exception {
        Unpacked.Ran ran = unchanged(kind, "x").run(Map.of(variable, options), "matrix");
        assertThat(ran.lines())
                .singleElement()
                .asString()
                .startsWith("x0xtest: Java does not start with " + variable + "=" + options + ": ")
                .contains(reason);
        assertThat(ran.exit()).isEqualTo(3);
    }

    /** Under a small limit even a Java that has started before gets a trial. */
    @ParameterizedTest
    @ValueSource(strings = {"-v 1000000", "-d 100000", "-u 900"})
    void aSmallLimitIsReasonForATrial(String limit) throws Exception {
        String launch = Path.of("..", "jvm", "launch.sh").toRealPath().toString();
        for (String shell : List.of("bash", "sh")) {
            String option = limit.startsWith("-u") && !bash(shell) ? limit.replace("-u", "-p") : limit;
            Process process = new ProcessBuilder(
                            shell, "-c", "ulimit " + option + "; . " + launch + "; disturbed && echo trial")
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .as(shell)
                    .isEqualTo("trial\n");
        }
    }

    private static boolean bash(String shell) throws Exception {
        return shell.equals("bash")
                || new ProcessBuilder("sh", "-c", "ulimit -u").start().waitFor() == 0;
    }

    @Test
    void theLimitThatJavaNeedsMoreThanIsNamed() throws Exception {
        Unpacked.Ran ran = unpacked("archive", "x")
                .run(List.of("bash", "-c", "ulimit -d 20000; exec \"$@\"", "bash"), Map.of(), "--version");
        assertThat(ran.exit()).as(ran.text()).isEqualTo(3);
        assertThat(ran.text()).contains("ulimit -d leaves it 20000 kB");
        assertThat(new File(".").list()).noneMatch(file -> file.startsWith("hs_err_pid"));
    }

    @Test
    void aLauncherThatFailsIsNoRefutedPair() throws Exception {
        Unpacked copy = copyForAnother();
        copy.builtAt(Instant.EPOCH);
        Path tools = Path.of(withoutMaven());
        for (Path program : List.of(tools.resolve("rm"), tools.resolve("mvn"), directory.resolve("java/bin/javac"))) {
            Files.writeString(program, "#!/bin/sh\nexit 1\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Unpacked.Ran ran = copy.run(Map.of("JAVA_HOME", directory + "/java", "PATH", tools.toString()), "--version");
        assertThat(ran.exit()).as(ran.text()).isEqualTo(3);
        assertThat(ran.text()).contains("cannot remove what another user built");
    }

    @ParameterizedTest
    @CsvSource({"11.0.2, 3, 'x0xtest-runner: Java 17 or newer is needed, not 11 (JAVA/bin/java)'", "17.0.15, 0, ''"})
    void theUnitNamesAnOldJava(String version, int exit, String said) throws Exception {
        Path java = directory.resolve("java");
        Files.createDirectories(java.resolve("bin"));
        Files.writeString(java.resolve("bin/java"), "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(java.resolve("bin/java"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        String script = Files.readString(Path.of("..", "..", "systemd", "x0xtest-runner@.service"))
                .lines()
                .filter(line -> line.startsWith("ExecStart="))
                .map(line -> line.replaceFirst("ExecStart=/bin/sh -c '(.*)' sh .*", "$1")
                        .replace("$$", "$"))
                .findFirst()
                .orElse("exit 1")
                .replace("find_java /usr", "find_java " + java)
                .replace(
                        "/usr/share/x0xtest-runner",
                        Path.of("..", "jvm").toRealPath().toString());
        Process shell = new ProcessBuilder("sh", "-c", script, "sh", "true")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualTo(said.replace("JAVA", java.toString()));
        assertThat(shell.waitFor()).isEqualTo(exit);
    }

    @ParameterizedTest
    @CsvSource({"400000, 3", "3000000, 0"})
    void aSmallAddressSpaceIsUsedOrNamed(String kilobytes, int exit) throws Exception {
        Unpacked.Ran ran = unpacked("archive", "x")
                .run(List.of("sh", "-c", "ulimit -v " + kilobytes + "; exec \"$@\"", "sh"), Map.of(), "--version");
        assertThat(ran.exit()).as(ran.text()).isEqualTo(exit);
        assertThat(ran.text()).contains(exit == 0 ? "x0xtest " : "ulimit -v leaves it " + kilobytes + " kB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive", "working copy"})
    void aJavaHomeWithoutJavaIsNamed(String kind) throws Exception {
        Unpacked unpacked = unpacked(kind, "x");
        Files.createDirectories(directory.resolve("home/bin/java"));
        String home = directory.resolve("home").toString();
        Unpacked.Ran ran = unpacked.run(Map.of("JAVA_HOME", home), "--version");
        assertThat(ran.lines())
                .containsExactly("x0xtest: JAVA_HOME=" + home + " has no program bin/java: correct or unset JAVA_HOME");
        assertThat(ran.exit()).isEqualTo(3);
    }

    @Test
    void aJarThatIsDamagedIsNoRefutedPair() throws Exception {
        Unpacked archive = unpacked("archive", "x");
        Files.writeString(archive.directory().resolve("lib/all.jar"), "cut short");
        Unpacked.Ran ran = archive.run(Map.of(), "--version");
        assertThat(ran.lines()).singleElement().asString().contains("does not start dev.x0xtest.coordinator.Main");
        assertThat(ran.exit()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"archive, C", "working copy, C", "archive, POSIX", "working copy, xx_YY.UTF-8", "archive, nonsense"})
    void namesBeyondAsciiWorkInAnyLocale(String kind, String locale) throws Exception {
        Unpacked unpacked = unchanged(kind, "Größe ☂");
        Path file = Files.writeString(unpacked.directory().resolve("Flotte ä.toml"), "no fleet");
        Unpacked.Ran ran = unpacked.run(
                Map.of("LC_ALL", locale), "matrix", "--config", file.toString(), "--nodes", "a,b", "--anchor", "a");
        // It is found, and read; the terminal of the locale C takes no letters beyond ASCII.
        assertThat(ran.text()).contains(".toml").doesNotContain("no such file").doesNotContain("main class");
        assertThat(ran.exit()).as(ran.text()).isEqualTo(2);
    }

    @Test
    void outputFilesHaveTheirNamesInAnyLocale() throws Exception {
        Unpacked copy = unchanged("working copy", "x");
        Path run = copy.directory().resolve("Läufe");
        Unpacked.Ran ran = copy.run(
                Map.of("LC_ALL", "C"),
                "matrix",
                "--anchor=a",
                "--nodes=a,b",
                "--api-base=http://127.0.0.1:1",
                "--api-token-file=" + copy.directory().resolve("pom.xml"),
                "--run-dir=" + run,
                "--quiet");
        assertThat(ran.exit()).as(ran.text()).isEqualTo(3);
        assertThat(ran.text()).doesNotContain("internal error");
    }

    @ParameterizedTest
    @CsvSource({"local, the repository", "bench, the repository", "runner, the package x0xtest-runner"})
    void whatTheArchiveDoesNotHaveIsSaidWithItsPlace(String command, String place) throws Exception {
        Unpacked.Ran ran = unpacked("archive", "x").run(Map.of(), command);
        assertThat(ran.lines())
                .singleElement()
                .asString()
                .startsWith("x0xtest: '" + command + "' ")
                .contains(place);
        assertThat(ran.exit()).isEqualTo(2);
    }

    /** The launchers keep class data by the same rules as Java its runs: never beside the caller. */
    @ParameterizedTest
    @CsvSource({
        "/h, '', /h/.cache",
        "/h, /c, /c",
        "/h, rel, /h/.cache",
        "rel, '', USER/.cache",
        "'', ./rel, USER/.cache"
    })
    void theCacheIsAnAbsolutePlace(String home, String cache, String expected) throws Exception {
        Path options = Path.of("..", "jvm", "launch.sh").toRealPath();
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", ". " + options + "; cache_home");
        shell.environment().putAll(Map.of("HOME", home, "XDG_CACHE_HOME", cache));
        Process process = shell.redirectErrorStream(true).start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(expected.replace("USER", System.getProperty("user.home")) + "\n");
    }

    /** As somebody who may not write: for root, as nobody. */
    private static List<String> asAnother() throws Exception {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of();
        }
        List<String> another = List.of("setpriv", "--reuid=65534", "--clear-groups");
        assumeTrue(Files.exists(Path.of("/usr/bin/setpriv")), "setpriv is missing");
        return another;
    }

    /** With a Java that only says that it runs, because another user may not read the classes of this test. */
    private Unpacked copyForAnother() throws IOException {
        Unpacked copy = unpacked("working copy", "x");
        Path java = directory.resolve("java/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\necho x0xtest runs\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (Path open : List.of(directory, copy.directory())) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return copy;
    }

    @Test
    void staleSourcesThatTheCallerCannotBuildRunAsTheyAre() throws Exception {
        Unpacked copy = copyForAnother();
        copy.builtAt(Instant.EPOCH);
        try (Closed closed = new Closed(copy.directory().resolve("protocol"))) {
            Unpacked.Ran ran = copy.run(asAnother(), Map.of("JAVA_HOME", directory + "/java"), "--version");
            assertThat(ran.lines()).hasSize(2);
            assertThat(ran.lines().get(0))
                    .startsWith("x0xtest: the sources have changed, and ")
                    .contains(" cannot write to " + closed.place)
                    .endsWith(": running what was built before");
            assertThat(ran.lines().get(1)).isEqualTo("x0xtest runs");
            assertThat(ran.exit()).isZero();
        }
    }

    @Test
    void aCopyThatWasNeverBuiltAndCannotBeIsNamed() throws Exception {
        Unpacked copy = copyForAnother();
        Files.delete(copy.directory().resolve("deploy/local/target/dist/built"));
        try (Closed closed = new Closed(copy.directory().resolve("protocol"))) {
            Unpacked.Ran ran = copy.run(asAnother(), Map.of("JAVA_HOME", directory + "/java"), "--version");
            assertThat(ran.lines())
                    .singleElement()
                    .asString()
                    .startsWith("x0xtest: not built yet, and ")
                    .endsWith(" cannot write to " + closed.place);
            assertThat(ran.exit()).isEqualTo(3);
        }
    }

    /** The lock of a build that is gone, although its process id now belongs to somebody else: no endless wait. */
    @Test
    void aLockWhoseProcessIdWasReusedIsTakenOver() throws Exception {
        Unpacked copy = copyForAnother();
        copy.builtAt(Instant.EPOCH);
        Path lock = copy.directory().resolve("deploy/local/target/building");
        Files.writeString(lock, ProcessHandle.current().pid() + " 1\n");
        Unpacked.Ran ran = copy.run(Map.of("JAVA_HOME", directory + "/java", "PATH", withoutMaven()), "--version");
        assertThat(ran.lines()).containsExactly("x0xtest: Maven is missing: install it, 3.8.7 or newer");
        assertThat(ran.exit()).isEqualTo(3);
        assertThat(lock).doesNotExist();
    }

    private String withoutMaven() throws IOException {
        Path tools = Files.createDirectories(directory.resolve("x/tools"));
        for (String tool : List.of(
                "sed",
                "cut",
                "grep",
                "cat",
                "mv",
                "rm",
                "find",
                "sleep",
                "dirname",
                "readlink",
                "mkdir",
                "head",
                "id",
                "tr")) {
            for (String place : List.of("/usr/bin/", "/bin/")) {
                if (Files.exists(Path.of(place + tool))) {
                    Path program = tools.resolve(tool);
                    Files.writeString(program, "#!/bin/sh\nexec " + place + tool + " \"$@\"\n");
                    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
        return tools.toString();
    }

    /** A directory that nobody can write to for a while; root can, which is why root tests as another user. */
    private static final class Closed implements AutoCloseable {
        private final Path place;

        Closed(Path place) throws IOException {
            this.place = place.toRealPath();
            set("r-xr-xr-x");
        }

        private void set(String permissions) throws IOException {
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString(permissions));
        }

        @Override
        public void close() throws IOException {
            set("rwxr-xr-x");
        }
    }
}
