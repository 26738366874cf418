package dev.x0xtest.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.runner.rig.Configs;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.result.FailureKinds;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that a runner refuses the commands of another network. */
class NetworkTest {
    @TempDir
    Path locks;

    private static Command discover(String id, @Nullable String network) {
        NetworkName name = network == null ? null : new NetworkName(network);
        return Command.of(
                id, Command.EVERY_NODE, Actions.DISCOVER, Discover.Params.none(), RunnerRig.COORDINATOR, false, name);
    }

    @Test
    void aCommandOfAnotherNetworkIsRefusedByName() {
        RunnerRig rig = RunnerRig.running(locks, Configs.network("prod"));
        rig.command(RunnerRig.COORDINATOR, discover("d1", "test"));
        Result result = rig.onlyResult();
        assertThat(result.kind()).isEqualTo("error");
        assertThat(result.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure().kind()).isEqualTo(FailureKinds.WRONG_NETWORK);
            assertThat(failed.failure().message())
                    .isEqualTo("this runner is of network prod, the command is of network test");
        });
    }

    @ParameterizedTest
    @CsvSource({"test, test", "test,", ", prod", ","})
    void itsOwnNetworksAreTakenAndThoseThatNameNone(@Nullable String runner, @Nullable String command) {
        RunnerRig rig = RunnerRig.running(locks, runner == null ? Configs.asIs() : Configs.network(runner));
        rig.command(RunnerRig.COORDINATOR, discover("d1", command));
        Result result = rig.onlyResult();
        assertThat(result.kind()).isEqualTo("discover_reply");
        assertThat(result.details().path("network").asText(null)).isEqualTo(runner);
    }

    @Test
    void aStrangerIsNotToldTheNetwork() {
        RunnerRig rig = RunnerRig.running(locks, Configs.network("prod"));
        rig.command(RunnerRig.STRANGER, discover("d1", "test"));
        assertThat(rig.daemon.sends).isEmpty();
    }
}
