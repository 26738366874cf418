package dev.x0xtest.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.wire.ProtocolRange;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.result.FailureKinds;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which protocol versions of a coordinator a runner accepts. */
class ProtocolTest {
    @TempDir
    Path locks;

    private Result discovered(Discover.Params params) {
        RunnerRig rig = RunnerRig.running(locks);
        rig.command(
                RunnerRig.COORDINATOR,
                Command.of("d1", Command.EVERY_NODE, Actions.DISCOVER, params, RunnerRig.COORDINATOR, false));
        return rig.onlyResult();
    }

    @Test
    void aCoordinatorWithNoVersionInCommonIsRefusedByName() {
        Result result = discovered(new Discover.Params(new ProtocolRange(2, 3)));
        assertThat(result.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure().kind()).isEqualTo(FailureKinds.WRONG_PROTOCOL);
            assertThat(failed.failure().message()).isEqualTo("this runner speaks protocol 1, the coordinator 2 to 3");
        });
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0, 1", "1, 9", "-5, 9"})
    void oneVersionInCommonIsEnough(int min, int max) {
        assertThat(discovered(new Discover.Params(new ProtocolRange(min, max))).outcome())
                .isEqualTo(Outcome.ok());
    }

    @Test
    void whoeverSaysNothingIsUnderstood() {
        assertThat(discovered(Discover.Params.none()).outcome()).isEqualTo(Outcome.ok());
    }
}
