package dev.x0xtest.local.launchers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
 * The class data of the coordinator's package: made once for the command and once for the daemon, and the launcher takes
 * the one that fits. The Java here writes the files that it is told to write, and prints its arguments.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CoordinatorClassesTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final String JAVA = """
            #!/bin/sh
            for argument; do
                case $argument in
                    -XX:DumpLoadedClassList=* | -XX:AOTConfiguration=*)
                        case $* in
                            *AOTMode=create*) ;;
                            *) echo "list $*" >"${argument#*=}" ;;
                        esac
                        ;;
                    -XX:SharedArchiveFile=* | -XX:AOTCache=*)
                        case $* in
                            *-Xshare:dump* | *AOTMode=create*) echo "classes $*" >"${argument#*=}" ;;
                        esac
                        ;;
                esac
                echo "$argument"
            done
            """;

    @TempDir
    private Path directory = Path.of("");

    private Path root = Path.of("");
    private Path home = Path.of("");
    private Path cache = Path.of("");
    private Path java = Path.of("");

    @BeforeEach
    void install() throws IOException {
        root = directory.toRealPath().resolve("root");
        home = Files.createDirectories(root.resolve("usr/share/x0xtest-coordinator"));
        cache = root.resolve("var/cache/x0xtest-coordinator");
        java = directory.resolve("java");
        Files.createDirectories(home.resolve("lib/serve"));
        Files.createSymbolicLink(home.resolve("cache"), cache);
        try (Stream<Path> files = Files.list(ROOT.resolve("deploy/jvm"))) {
            for (Path file : files.toList()) {
                Files.copy(file, home.resolve("lib").resolve(file.getFileName().toString()));
            }
        }
        Files.writeString(home.resolve("lib/a.jar"), "a");
        Files.writeString(home.resolve("lib/serve/0.jar"), "0");
        program(home.resolve("bin/x0xtest"), Files.readString(ROOT.resolve("coordinator/src/dist/x0xtest")));
        program(java.resolve("bin/java"), JAVA);
    }

    private static void program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("X0XTEST_ROOT", root.toString());
        builder.environment().put("X0XTEST_JAVA", java.toString());
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().put("XDG_CACHE_HOME", directory.resolve("own").toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().toList();
    }

    private List<Path> made() throws Exception {
        assertThat(run(
                        "sh",
                        ROOT.resolve("coordinator/serve/src/deb/make-classes").toString()))
                .isEmpty();
        try (Stream<Path> files = Files.list(cache)) {
            return files.sorted().toList();
        }
    }

    /** What the class data that a command takes was made from. */
    private String taken(String option, String command) throws Exception {
        return run(home.resolve("bin/x0xtest").toString(), command).stream()
                .filter(argument -> argument.startsWith(option))
                .map(argument -> read(Path.of(argument.substring(option.length()))))
                .findFirst()
                .orElse("nothing");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "unreadable";
        }
    }

    @ParameterizedTest
    @CsvSource({"17.0.15, -XX:SharedArchiveFile=", "25.0.3, -XX:AOTCache="})
    void thePackageMakesItForTheCommandAndForTheDaemon(String version, String option) throws Exception {
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        assertThat(taken(option, "report")).as("nothing is made yet").isEqualTo("nothing");
        List<Path> made = made();
        assertThat(made).hasSize(2);
        assertThat(taken(option, "matrix")).startsWith("classes ").doesNotContain("/serve/0.jar");
        for (String command : List.of("serve", "history", "help")) {
            assertThat(taken(option, command))
                    .as(command)
                    .startsWith("classes ")
                    .contains("/serve/0.jar");
        }
        assertThat(made()).as("made once").isEqualTo(made);
    }

    @Test
    void whatDoesNotFitIsMadeAgain() throws Exception {
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
        List<Path> made = made();
        Files.writeString(home.resolve("lib/serve/1.jar"), "1");
        assertThat(taken("-XX:SharedArchiveFile=", "serve")).isEqualTo("nothing");
        assertThat(taken("-XX:SharedArchiveFile=", "matrix")).startsWith("classes ");
        assertThat(made()).hasSize(2).isNotEqualTo(made);
        assertThat(taken("-XX:SharedArchiveFile=", "serve")).contains("/serve/1.jar");
    }

    @Test
    void aChangeOfJavaMakesItAgain() throws IOException {
        Path control = ROOT.resolve("coordinator/serve/src/deb/control");
        assertThat(Files.readString(control.resolve("triggers"))).isEqualTo("interest-noawait /usr/lib/jvm\n");
        assertThat(Files.readString(control.resolve("postinst")))
                .contains("if [ \"$1\" = triggered ]; then\n    classes\n");
    }
}
