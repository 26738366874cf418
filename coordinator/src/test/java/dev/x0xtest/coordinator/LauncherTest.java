package dev.x0xtest.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests the launcher as it is installed, with a Java that only prints its arguments. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LauncherTest {
    private static final Path LAUNCHER = Path.of("src/dist/x0xtest");
    private static final String JAVA = """
            #!/bin/sh
            case "$*" in
                *-Xshare:on*) exec test -s "${2#*=}" ;;
            esac
            echo "pools ${MALLOC_ARENA_MAX:-many}"
            for argument; do
                echo "$argument"
            done
            """;

    @TempDir
    private Path directory = Path.of("");

    private Path home = Path.of("");
    private Path java = Path.of("");
    private Path cache = Path.of("");
    private final Map<String, String> environment = new HashMap<>();
    private int exit;

    @BeforeEach
    void unpack() throws IOException {
        home = directory.resolve("home");
        program(home.resolve("bin/x0xtest"), Files.readString(LAUNCHER));
        Files.createDirectories(home.resolve("lib"));
        for (String script : List.of("launch.sh", "classes.sh")) {
            Files.copy(
                    Path.of("../deploy/jvm").resolve(script),
                    home.resolve("lib").resolve(script));
        }
        Files.writeString(home.resolve("lib/b.jar"), "b");
        Files.writeString(home.resolve("lib/a.jar"), "a");
        java = directory.resolve("java");
        program(java.resolve("bin/java"), JAVA);
        javaVersion("17.0.15");
        cache = directory.resolve("cache");
    }

    private static void program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void javaVersion(String version) throws IOException {
        Files.writeString(java.resolve("release"), "IMPLEMENTOR=\"None\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    /** Runs the launcher and returns its output: the arguments that Java got, or the launcher's own message. */
    private List<String> run(String... arguments) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(home.resolve("bin/x0xtest").toString()), Stream.of(arguments))
                        .toList());
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        builder.environment().putAll(environment);
        exit = builder.redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start()
                .waitFor();
        return Files.readAllLines(out);
    }

    /** The value of {@code NAME=VALUE}, or the argument behind the name. */
    private static String value(List<String> options, String name) {
        if (options.contains(name)) {
            return options.get(options.indexOf(name) + 1);
        }
        return options.stream()
                .filter(option -> option.startsWith(name + "="))
                .map(option -> option.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    /**
     * Runs a matrix, writes its archive of classes as that process would have done at its end, and returns the file.
     */
    private Path left(String text) throws IOException, InterruptedException {
        Path left = Path.of(value(run("matrix"), "-XX:ArchiveClassesAtExit"));
        return Files.writeString(left, text);
    }

    private List<Path> cached() throws IOException {
        try (Stream<Path> files = Files.list(cache.resolve("x0xtest"))) {
            return files.toList();
        }
    }

    @Test
    void theJarsComeInAFixedOrder() throws Exception {
        List<String> options = run("--version");
        assertThat(exit).isZero();
        assertThat(options).endsWith("dev.x0xtest.coordinator.Main", "--version");
        assertThat(options.get(options.indexOf("-cp") + 1))
                .isEqualTo(home.toRealPath() + "/lib/a.jar:" + home.toRealPath() + "/lib/b.jar");
    }

    @Test
    void aMatrixLeavesItsClassesAndTheNextStartTakesThem() throws Exception {
        Path left = left("classes");
        String taken = value(run("whoami"), "-XX:SharedArchiveFile");
        assertThat(taken).matches(left.toString().replaceFirst("\\.jsa\\.\\d+$", "") + "-\\d+-7\\.jsa");
        assertThat(cached()).containsExactly(Path.of(taken));
        assertThat(run("matrix")).contains("-XX:SharedArchiveFile=" + taken).noneMatch(it -> it.contains("AtExit"));
    }

    @Test
    void onlyTheDaemonAndPagesOfHelpGetItsJarsBehindTheOthers() throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("lib/serve")).resolve("0.jar"), "0");
        String others = home.toRealPath() + "/lib/a.jar:" + home.toRealPath() + "/lib/b.jar";
        for (String command : List.of("serve", "history", "help", "--help")) {
            assertThat(value(run(command), "-cp"))
                    .as(command)
                    .isEqualTo(others + ":" + home.toRealPath() + "/lib/serve/0.jar");
        }
        for (String command : List.of("matrix", "report", "--version")) {
            assertThat(value(run(command), "-cp")).as(command).isEqualTo(others);
        }
    }

    @Test
    void theClassesOfAMatrixAreForTheDaemonTooWhichLeavesNone() throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("lib/serve")).resolve("0.jar"), "0");
        for (String command : List.of("serve", "history", "help")) {
            assertThat(run(command)).as(command).noneMatch(it -> it.contains("AtExit"));
        }
        assertThat(cache).doesNotExist();
        left("classes");
        String taken = value(run("matrix"), "-XX:SharedArchiveFile");
        assertThat(taken).isNotEmpty();
        for (String command : List.of("serve", "history", "help")) {
            assertThat(value(run(command), "-XX:SharedArchiveFile")).as(command).isEqualTo(taken);
        }
    }

    @Test
    void theDaemonHasOptionsOfItsOwnAndUnderSystemdLimits() throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("lib/serve")).resolve("0.jar"), "0");
        String options = "@" + home.toRealPath() + "/lib/";
        assertThat(run("serve"))
                .containsSubsequence(options + "start.options", options + "serve.options")
                .contains("pools 1")
                .doesNotContain(options + "service.options");
        assertThat(run("matrix")).contains("pools many").doesNotContain(options + "serve.options");
        environment.put("X0XTEST_LIMITS", "service");
        assertThat(run("serve")).contains(options + "serve.options", options + "service.options");
    }

    @Test
    void whatThePackageMadeComesFirst() throws Exception {
        left("classes");
        Path kept = Path.of(value(run("whoami"), "-XX:SharedArchiveFile"));
        Path made = Files.createDirectories(home.resolve("cache")).resolve(kept.getFileName());
        Files.copy(kept, made);
        assertThat(value(run("matrix"), "-XX:SharedArchiveFile"))
                .isEqualTo(made.toRealPath().toString());
        Files.writeString(made, "cut");
        assertThat(value(run("matrix"), "-XX:SharedArchiveFile")).isEqualTo(kept.toString());
    }

    @Test
    void onlyAMatrixIsWorthIt() throws Exception {
        assertThat(run("whoami")).noneMatch(it -> it.contains("AtExit"));
        assertThat(cache).doesNotExist();
    }

    @Test
    void aCutShortArchiveIsRemoved() throws Exception {
        Path left = left("");
        assertThat(run("--version")).noneMatch(it -> it.contains("SharedArchiveFile"));
        assertThat(left).doesNotExist();
    }

    @Test
    void whatAnotherStillWritesIsLeftAlone() throws Exception {
        Path own = left("classes");
        String name = own.getFileName().toString();
        Path others = own.resolveSibling(name.substring(0, name.lastIndexOf('.') + 1)
                + ProcessHandle.current().pid());
        Files.move(own, others);
        assertThat(run("--version")).noneMatch(it -> it.contains("SharedArchiveFile"));
        assertThat(others).exists();
    }

    @Test
    void anotherJavaOrOtherJarsDoNotTakeIt() throws Exception {
        left("classes");
        assertThat(run("whoami")).anyMatch(it -> it.contains("SharedArchiveFile"));
        javaVersion("17.0.16");
        assertThat(run("whoami")).noneMatch(it -> it.contains("SharedArchiveFile"));
        javaVersion("17.0.15");
        Files.writeString(home.resolve("lib/b.jar"), "another");
        assertThat(run("whoami")).noneMatch(it -> it.contains("SharedArchiveFile"));
    }

    @Test
    void withoutAPlaceToKeepThemEverythingWorks() throws Exception {
        cache = Files.writeString(directory.resolve("file"), "").resolve("cache");
        assertThat(run("matrix")).contains("matrix").noneMatch(it -> it.contains("AtExit"));
        assertThat(exit).isZero();
    }

    @Test
    void anOldJavaIsNamed() throws Exception {
        javaVersion("11.0.2");
        assertThat(run("matrix"))
                .containsExactly("x0xtest: Java 17 or newer is needed, not 11 (" + java + "/bin/java)");
        assertThat(exit).isEqualTo(3);
    }
}
