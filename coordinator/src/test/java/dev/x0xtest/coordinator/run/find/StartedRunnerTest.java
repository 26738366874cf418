package dev.x0xtest.coordinator.run.find;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.simulated.SimulatedRunner;
import dev.x0xtest.coordinator.run.terms.Channel;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.wire.Features;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.ProtocolRange;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultDetails;
import dev.x0xtest.wire.result.ResultKinds;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests a runner that starts while it is sought: its {@code runner_ready} counts as an answer to discovery. */
class StartedRunnerTest {
    private static final int LATE = 3;

    /** A fleet in which no answer to discovery arrives, and whose runners are started after half a second. */
    private static SimulatedFleet fleet(boolean saysItself, String agent) {
        SimulatedFleet fleet = new SimulatedFleet(4, Plane.RAW, 1, true, SimulatedFleet.limits(Plane.RAW));
        SimulatedRunner late = fleet.runners.get(LATE);
        late.silent = true;
        fleet.in(500, () -> {
            late.silent = false;
            fleet.lossy = frame -> frame.equals("cmd discover");
            fleet.post(ready(late, fleet.nowMs(), saysItself ? said(late, agent) : null));
        });
        return fleet;
    }

    private static ObjectNode said(SimulatedRunner runner, String agent) {
        return Actions.DISCOVER
                .details()
                .encode(new Discover.Details(
                        runner.label.text(),
                        agent,
                        ProtocolRange.OURS,
                        List.of(Features.COVERAGE, Features.PLANE),
                        "0.48.1",
                        null,
                        1L,
                        null));
    }

    private static RunEvent ready(SimulatedRunner runner, long nowMs, @Nullable ObjectNode said) {
        Result result = new Result(
                ResultKinds.RUNNER_READY,
                null,
                null,
                Outcome.ok(),
                null,
                ResultDetails.READY.encode(new ResultDetails.Ready(nowMs, said)),
                runner.label.text(),
                runner.id.hex(),
                "dd".repeat(32),
                nowMs);
        byte[] frame = ("x0xtest|res|" + Base64.getEncoder().encodeToString(result.toJson()))
                .getBytes(StandardCharsets.US_ASCII);
        return new RunEvent.FrameSeen(Channel.DM, runner.id.hex(), true, frame);
    }

    @Test
    void isFound() {
        SimulatedFleet fleet = fleet(true, "x0xtest-runner/0.1.0");
        Report report = fleet.run();
        assertThat(report.roster().get(LATE).ready()).isTrue();
        assertThat(report.roster().get(LATE).runner()).isEqualTo("x0xtest-runner/0.1.0");
        assertThat(report.totals().proven()).isEqualTo(12);
        assertThat(fleet.journal.replay(fleet.config)).isEqualTo(report);
    }

    @Test
    void isAskedFurtherIfItDoesNotSayWhatItIs() {
        Report report = fleet(false, "").run();
        assertThat(report.roster().get(LATE).state()).startsWith("no answer to discovery");
    }
}
