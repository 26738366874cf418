package dev.x0xtest.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The launchers know the subcommands, and they take the options of the JVM from deploy/jvm. */
class LaunchersTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern TO_COORDINATOR =
            Pattern.compile("(?m)^ +([a-z |]+)\\) main=dev\\.x0xtest\\.coordinator\\.Main ;;$");
    private static final Pattern OPTIONS_FILE = Pattern.compile("@[^ \"]*/(\\w+\\.options)");

    private static String text(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
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
        List<String> files = OPTIONS_FILE
                .matcher(text(launcher))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(files).startsWith("common.options");
        assertThat(files)
                .allSatisfy(file ->
                        assertThat(ROOT.resolve("deploy/jvm").resolve(file)).isRegularFile());
        assertThat(text(launcher)).doesNotContain("TieredStopAtLevel");
    }

    @Test
    void anOptionsFileHasOneOptionALine() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("deploy/jvm"))) {
            for (Path file : files.toList()) {
                assertThat(Files.readAllLines(file)).as("%s", file).allMatch(line -> line.matches("#.*|-\\S+"));
            }
        }
    }
}
