package dev.x0xtest.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Tests that the launchers know the subcommands and take the options of the JVM from deploy/jvm. */
class LaunchersTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern TO_COORDINATOR =
            Pattern.compile("(?m)^ +([a-z |]+)\\) MAIN=dev\\.x0xtest\\.coordinator\\.Main ;;$");
    private static final Pattern OPTIONS_FILE = Pattern.compile("@[^ \"]*/([\\w-]+)\\.options");
    private static final Pattern KEY = Pattern.compile("(?m)^#?([a-z0-9-]+) = ");
    private static final Pattern CREDENTIAL = Pattern.compile("(?m)^LoadCredential=([a-z0-9-]+):");
    private static final Pattern MEGABYTES = Pattern.compile("(?m)^-(?:Xmx|XX:(?!Reserved)\\w+=)(\\d+)m$");
    private static final Pattern OPTIONS_NAMES = Pattern.compile("(?m)^(?:TUNING|NEEDED)=\"?([\\w -]+)\"?$");

    private static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The full program checks files of every command and has a page for each, so `validate` and `help` are its own. */
    @Test
    void theWorkingCopyStartsTheCoordinatorForItsCommands() throws IOException {
        Matcher matcher = TO_COORDINATOR.matcher(text("x0xtest"));
        assertThat(matcher.find()).isTrue();
        List<String> expected =
                new ArrayList<>(new CommandLine(new Main()).getSubcommands().keySet());
        expected.removeAll(List.of("help", "validate"));
        assertThat(matcher.group(1).split(" \\| ")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theFullProgramHasEveryCommand() {
        assertThat(List.copyOf(X0xtestMain.commandLine().getSubcommands().keySet()))
                .containsAll(new CommandLine(new Main()).getSubcommands().keySet())
                .contains("bench", "local", "runner")
                .isSorted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x0xtest",
                "coordinator/src/dist/x0xtest",
                "deploy/images/bin/x0xd",
                "deploy/images/bin/x0xtest",
                "deploy/images/bin/x0xtest-runner",
                "runner-agent/src/deb/x0xtest-runner",
                "systemd/x0xtest-runner@.service"
            })
    void theOptionsOfTheJvmAreFiles(String launcher) throws IOException {
        List<String> files = Stream.of(OPTIONS_FILE, OPTIONS_NAMES)
                .flatMap(pattern -> pattern.matcher(text(launcher)).results())
                .flatMap(match -> Stream.of(match.group(1).split(" ")))
                .map(name -> name + ".options")
                .toList();
        assertThat(files).startsWith("common.options");
        assertThat(files)
                .allSatisfy(file ->
                        assertThat(ROOT.resolve("deploy/jvm").resolve(file)).isRegularFile());
        assertThat(text(launcher)).doesNotContain("TieredStopAtLevel");
    }

    /** Exit code 1 is for a refuted pair: a command that fails under {@code set -e} must not end a program with it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x0xtest",
                "coordinator/src/dist/x0xtest",
                "deploy/images/bin/x0xd",
                "deploy/images/bin/x0xd-node",
                "deploy/images/bin/x0xtest",
                "deploy/images/bin/x0xtest-fleet-runner",
                "deploy/images/bin/x0xtest-runner",
                "deploy/x0xd/install.sh",
                "runner-agent/src/deb/x0xtest-runner"
            })
    void noLauncherEndsWithOne(String launcher) {
        assertThat(text(launcher))
                .containsPattern("\\n(\\. \"[^\\n]*launch\\.sh\"|trap '\\[ \\$\\? -ne 1 \\] \\|\\| exit 3' EXIT)\\n");
        assertThat(text(launcher)).doesNotContain("exit 1\n");
    }

    /** Debian 11 has systemd 247, Ubuntu 22.04 has 249. */
    @ParameterizedTest
    @CsvSource({
        "systemd/x0xtest-runner@.service, runner-agent",
        "systemd/x0xtest-coordinator@.service, coordinator/serve"
    })
    void theUnitsNeedNoSystemdNewerThan247(String unit, String module) {
        assertThat(text(unit).lines().filter(line -> !line.startsWith("#")))
                .noneMatch(line -> line.matches(
                        ".*%[dDyYqR].*|(SetCredentialEncrypted|LoadCredentialEncrypted|ImportCredential|ExecSearchPath|RestrictFileSystems"
                                + "|RestrictNetworkInterfaces|MemoryZSwap|NoExecPaths|ExecPaths|PrivateIPC|ProtectProcess"
                                + "|StartupMemory|RestartSteps|RestartMode|PrivatePIDs)\\w*=.*"));
        assertThat(text(module + "/src/deb/control/control")).contains("\nBreaks: systemd (<< 247)\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"systemd/x0xtest-runner@.service", "systemd/x0xtest-coordinator@.service"})
    void theUnitsIgnoreTheVariablesThatJavaReads(String unit) {
        assertThat(text(unit)).contains("\nUnsetEnvironment=JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS\n");
    }

    @Test
    void theRunnersTokenIsACredential() {
        assertThat(text("systemd/x0xtest-runner@.service"))
                .contains("--api-token-file ${CREDENTIALS_DIRECTORY}/api-token");
    }

    /** A file that is missing would keep the unit from starting: each credential needs a default. */
    @Test
    void aCoordinatorStartsWithoutTheSecretsThatItDoesNotName() {
        String unit = text("systemd/x0xtest-coordinator@.service");
        List<String> loaded =
                CREDENTIAL.matcher(unit).results().map(match -> match.group(1)).toList();
        assertThat(loaded)
                .hasSizeGreaterThan(3)
                .allSatisfy(name -> assertThat(unit)
                        .contains("\nSetCredential=" + name + ":\\n\nLoadCredential=" + name
                                + ":/etc/x0xtest/credentials-%i/" + name + "\n"));
    }

    /** Also what is commented out is to work once the sign is removed. */
    @ParameterizedTest
    @CsvSource({
        "systemd/coordinator-prod.toml, serve",
        "systemd/coordinator-test.toml, serve",
        "systemd/runner-prod.toml, runner",
        "systemd/runner-test.toml, runner"
    })
    void aConfigurationOfAPackageHasOptionsOfItsProgram(String file, String command) {
        CommandLine program = Objects.requireNonNull(
                X0xtestMain.commandLine().getSubcommands().get(command), command);
        var options = program.getCommandSpec();
        List<String> keys =
                KEY.matcher(text(file)).results().map(match -> match.group(1)).toList();
        assertThat(keys)
                .hasSizeGreaterThan(4)
                .allSatisfy(key ->
                        assertThat(options.findOption("--" + key)).as(key).isNotNull());
    }

    /** The launcher gives Java the limits that this variable names, and the package has the file. */
    @Test
    void aCoordinatorsHeapFitsIntoTheMemoryOfItsUnit() {
        assertThat(text("systemd/x0xtest-coordinator@.service"))
                .contains("X0XTEST_LIMITS=service\n", "\nMemoryMax=1G\n");
        int together = MEGABYTES
                .matcher(text("deploy/jvm/service.options"))
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .sum();
        assertThat(together).isBetween(512, 896);
    }

    /** Either package can be purged where both are installed. */
    @ParameterizedTest
    @ValueSource(strings = {"runner-agent", "coordinator/serve"})
    void aPurgeLeavesTheFilesOfTheOtherPackage(String module) {
        assertThat(text(module + "/src/deb/control/postrm"))
                .contains("rmdir --ignore-fail-on-non-empty /etc/x0xtest")
                .doesNotContainPattern("rm -rf[^\n]* /etc/x0xtest( |\n)");
    }

    @Test
    void anOptionsFileHasOneOptionALine() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("deploy/jvm"))) {
            for (Path file :
                    files.filter(it -> it.toString().endsWith(".options")).toList()) {
                assertThat(Files.readAllLines(file)).as("%s", file).allMatch(line -> line.matches("#.*|-\\S+"));
            }
        }
    }
}
