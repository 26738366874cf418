package dev.x0xtest.runner.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.runner.rig.Configs;
import dev.x0xtest.runner.rig.RunnerRig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One runner for each agent on a host, by files that other people can reach. */
class LockTest {
    @TempDir
    private Path directory = Path.of("");

    private static void stop(RunnerRig rig) {
        rig.runner.close();
        rig.settle();
        assertThat(rig.runner.terminated()).isCompleted();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void aLinkInItsPlaceIsNotFollowed() throws Exception {
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        Path locks = Files.createDirectory(directory.resolve("locks"));
        Path link = locks.resolve("runner-" + RunnerRig.SELF.hex() + ".lock");
        Files.createSymbolicLink(link, victim);
        RunnerRig rig = RunnerRig.running(locks);
        assertThat(victim).hasContent("precious");
        stop(rig);
        assertThat(victim).hasContent("precious");
        assertThat(files(locks)).containsExactly(link);
    }

    @Test
    void theLockIsRemovedOnRelease() throws Exception {
        RunnerRig rig = RunnerRig.running(directory);
        assertThat(files(directory)).hasSize(1);
        stop(rig);
        assertThat(files(directory)).isEmpty();
    }

    @Test
    void aSecondRunnerOfTheAgentEndsAndTheFirstKeepsItsLock() throws Exception {
        RunnerRig first = RunnerRig.running(directory);
        for (int tried = 0; tried < 2; tried++) {
            RunnerRig second = new RunnerRig(directory, Configs.asIs());
            second.runner.start();
            second.settle();
            assertThatThrownBy(() -> second.runner.terminated().join())
                    .hasMessageContaining("another runner for agent " + RunnerRig.SELF.hex());
        }
        stop(first);
        stop(RunnerRig.running(directory));
        assertThat(files(directory)).isEmpty();
    }
}
