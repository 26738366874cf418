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
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The launchers know the subcommands. */
class LaunchersTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern TO_COORDINATOR =
            Pattern.compile("(?m)^ +([a-z |]+)\\) main=dev\\.x0xtest\\.coordinator\\.Main ;;$");

    private static String text(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    /** The full program checks files of every command, so `validate` is its own. */
    @Test
    void theWorkingCopyStartsTheCoordinatorForItsCommands() throws IOException {
        Matcher matcher = TO_COORDINATOR.matcher(text("x0xtest"));
        assertThat(matcher.find()).isTrue();
        List<String> expected =
                new ArrayList<>(new CommandLine(new Main()).getSubcommands().keySet());
        expected.remove("validate");
        assertThat(matcher.group(1).split(" \\| ")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theFullProgramHasEveryCommand() {
        assertThat(List.copyOf(X0xtestMain.commandLine().getSubcommands().keySet()))
                .containsAll(new CommandLine(new Main()).getSubcommands().keySet())
                .contains("bench", "local", "runner")
                .isSorted();
    }
}
