package dev.x0xtest.local.launchers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The class data of the service: the package makes it, and the unit takes it only if it is whole and fits. The Java here
 * writes the files that it is told to write, and prints its arguments.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ServiceClassesTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final String JAVA = """
            #!/bin/sh
            for argument; do
                case $argument in
                    -XX:DumpLoadedClassList=* | -XX:AOTConfiguration=*)
                        case $* in
                            *AOTMode=create*) ;;
                            *) echo list >"${argument#*=}" ;;
                        esac
                        ;;
                    -XX:SharedArchiveFile=* | -XX:AOTCache=*)
                        case $* in
                            *-Xshare:dump* | *AOTMode=create*) echo classes >"${argument#*=}" ;;
                        esac
                        ;;
                esac
                echo "$argument"
            done
            """;

    @TempDir
    private Path directory = Path.of("");

    private Path share = Path.of("");
    private Path cache = Path.of("");
    private Path java = Path.of("");

    @BeforeEach
    void install() throws IOException {
        share = Files.createDirectories(directory.resolve("root/usr/share/x0xtest-runner"));
        cache = directory.resolve("root/var/cache/x0xtest-runner");
        java = directory.resolve("java");
        try (Stream<Path> files = Files.list(ROOT.resolve("deploy/jvm"))) {
            for (Path file : files.toList()) {
                Files.copy(file, share.resolve(file.getFileName().toString()));
            }
        }
        Files.writeString(share.resolve("b.jar"), "b");
        Files.writeString(share.resolve("a.jar"), "a");
        Files.createDirectories(java.resolve("bin"));
        Files.writeString(java.resolve("bin/java"), JAVA);
        Files.setPosixFilePermissions(java.resolve("bin/java"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void version(String version) throws IOException {
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private List<String> run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("X0XTEST_ROOT", directory.resolve("root").toString());
        builder.environment().put("X0XTEST_JAVA", java.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().toList();
    }

    private List<Path> made() throws Exception {
        assertThat(run(List.of(
                        "sh", ROOT.resolve("runner-agent/src/deb/make-classes").toString())))
                .isEmpty();
        return cached();
    }

    private List<Path> cached() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.sorted().toList();
        }
    }

    /** Starts the service as its unit does. Returns what Java was given. */
    private List<String> served() throws Exception {
        String script = Files.readString(ROOT.resolve("systemd/x0xtest-runner@.service"))
                .lines()
                .filter(line -> line.startsWith("ExecStart="))
                .map(line -> line.replaceFirst("ExecStart=/bin/sh -c '(.*)' sh .*", "$1"))
                .map(line -> line.replace("$$", "$")
                        .replace("find_java /usr", "find_java " + java)
                        .replace("/usr/share/x0xtest-runner", share.toString())
                        .replace("/var/cache/x0xtest-runner", cache.toString()))
                .findFirst()
                .orElseThrow();
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(java.resolve("bin/java").toString(), "Main"));
        return run(command);
    }

    @ParameterizedTest
    @CsvSource({
        "17.0.15, jsa, -XX:SharedArchiveFile=",
        "21.0.7, jsa, -XX:SharedArchiveFile=",
        "25.0.3, aot, -XX:AOTCache="
    })
    void thePackageMakesItAndTheUnitTakesIt(String version, String suffix, String option) throws Exception {
        version(version);
        assertThat(served()).as("nothing is made yet").containsExactly("Main");
        List<Path> made = made();
        assertThat(made).hasSize(2);
        assertThat(made.get(0).toString()).endsWith("." + suffix);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.get(0))))
                .isEqualTo("rw-r--r--");
        assertThat(Files.readAllLines(made.get(1))).startsWith(option + made.get(0));
        assertThat(served()).containsExactly("@" + made.get(1), "Main");
        assertThat(made()).as("made once").isEqualTo(made);
    }

    @ParameterizedTest
    @CsvSource({"cut short", "another Java", "a touched jar", "a jar more", "other options", "removed"})
    void theUnitTakesNothingThatDoesNotFit(String difference) throws Exception {
        version("25.0.3");
        List<Path> made = made();
        switch (difference) {
            case "cut short" -> Files.writeString(made.get(0), "cla");
            case "another Java" -> version("25.0.4");
            case "a touched jar" ->
                Files.setLastModifiedTime(share.resolve("a.jar"), FileTime.from(Instant.EPOCH.plusSeconds(86_400)));
            case "a jar more" -> Files.writeString(share.resolve("c.jar"), "c");
            case "other options" -> Files.writeString(share.resolve("runner.options"), "-Xmx65m\n");
            default -> Files.delete(made.get(0));
        }
        assertThat(served()).containsExactly("Main");
        assertThat(made()).as("made again, in place of the old").hasSize(2);
        assertThat(served()).containsExactly("@" + cached().get(1), "Main");
    }

    @Test
    void theServiceWritesNothing() throws Exception {
        version("25.0.3");
        served();
        assertThat(cache).doesNotExist();
    }

    @Test
    void aChangeOfJavaMakesItAgain() throws IOException {
        assertThat(Files.readString(ROOT.resolve("runner-agent/src/deb/control/triggers")))
                .isEqualTo("interest-noawait /usr/lib/jvm\n");
        assertThat(Files.readString(ROOT.resolve("runner-agent/src/deb/control/postinst")))
                .contains("if [ \"$1\" = triggered ]; then\n    classes\n");
    }
}
