package dev.x0xtest.coordinator.fleet.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.testkit.report.Schemas;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.plan.Evidence;
import dev.x0xtest.wire.plan.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which nodes of a fleet are as they should be, and how that looks. */
class FleetStatusTest {
    private static final AgentId SELF = new AgentId("0a".repeat(32));
    private static final String RUN = "1a2b3c4d" + "00".repeat(12);
    private static final long NOW_MS = 1_800_000_000_000L;
    private static final ClockReading EXACT = new ClockReading(400, 1_200);

    /** What a runner says: all is well unless it is changed. */
    private static final class Said {
        private String agent = "x0xtest-runner/0.1.0";
        private @Nullable String x0xd = "0.48.1";
        private boolean attached = true;
        private Evidence.@Nullable Counters counters;
        private String refusal = "";
        private ClockReading clock = EXACT;
        private List<Status.Run> runs = List.of();

        @SuppressWarnings("NullAway") // it does not see that a nested type of a class file is nullable
        private NodeStatus of(String node) {
            Attachment stream = new Attachment(attached, 1, NOW_MS, 9, 0, -1, 0, 9, 9, 0);
            Status status = new Status(
                    agent,
                    x0xd,
                    x0xd == null ? null : 3,
                    5,
                    41_000_000L,
                    NOW_MS,
                    7_300_000,
                    null,
                    null,
                    null,
                    refusal.isEmpty() ? WireJson.object() : WireJson.object().put(refusal, 2),
                    0,
                    stream,
                    runs,
                    260_000L,
                    2,
                    1,
                    counters,
                    List.of());
            return new NodeStatus(new NodeLabel(node), SELF, status, clock, runs, null, true);
        }
    }

    private static NodeStatus silent(String node) {
        return NodeStatus.silent(new NodeLabel(node), null, "no answer in 15 s");
    }

    private static FleetStatus fleet(NodeStatus... nodes) {
        return new FleetStatus(SELF, NOW_MS, null, List.of(nodes));
    }

    private static List<String> shown(FleetStatus fleet, int columns) {
        return StatusText.lines(fleet, new Console(columns, false, false, false));
    }

    private static JsonNode json(FleetStatus fleet) {
        return Schemas.assertValid("status-1", StatusJson.tree(fleet).toString());
    }

    @Test
    void aHealthyFleetIsALineForEachNode() {
        FleetStatus fleet = fleet(new Said().of("nyc"), new Said().of("nuremberg"));
        assertThat(shown(fleet, 80))
                .containsExactly(
                        "node       state  runner          x0xd       peers  ok/bad  clock ms",
                        "nyc        ok     0.1.0 2h 41 MB  0.48.1 3d  3      2/1     +0.4 +-1.2",
                        "nuremberg  ok     0.1.0 2h 41 MB  0.48.1 3d  3      2/1     +0.4 +-1.2",
                        "2 nodes: 2 ok");
        assertThat(fleet.exitCode()).isEqualTo(ExitCode.PASS);
        JsonNode node = json(fleet).path("nodes").path(0);
        assertThat(node.path("runner").path("uptime_s").asLong()).isEqualTo(7_300);
        assertThat(node.path("x0xd").path("links").path("degraded").asInt()).isEqualTo(1);
        assertThat(node.path("clock").path("bound_us").asInt()).isEqualTo(1_200);
        assertThat(node.path("run").isNull()).isTrue();
    }

    @Test
    void aNarrowTerminalGetsShortLines() {
        Said busy = new Said();
        busy.runs = List.of(new Status.Run(RUN, 1, SELF.hex(), 0, Status.Run.RUNNING, NOW_MS - 12_000));
        FleetStatus fleet = fleet(busy.of("nuremberg"), silent("sfo"));
        assertThat(shown(fleet, 40))
                .allMatch(line -> line.length() <= 40)
                .contains("nuremberg  busy", "  x0xd 0.48.1 3d, 3 peers", "sfo  silent");
    }

    @Test
    void aRunUnderWayIsNamedOnceWithItsNodesAndItsBeginOnOurClock() {
        Said busy = new Said();
        busy.clock = new ClockReading(2_000_000, 500);
        busy.runs = List.of(
                new Status.Run("ee".repeat(16), 1, SELF.hex(), 900_000, Status.Run.ENDED),
                new Status.Run(RUN, 1, SELF.hex(), 0, Status.Run.RUNNING, NOW_MS - 10_000));
        FleetStatus fleet = fleet(busy.of("nyc"), new Said().of("sfo"), busy.of("helsinki"));
        assertThat(shown(fleet, 120))
                .contains(
                        "run 1a2b3c4d of coordinator 0a0a0a0a (this anchor) for 12s: nyc, helsinki",
                        "3 nodes: 1 ok, 2 busy");
        assertThat(fleet.exitCode()).isEqualTo(ExitCode.PASS);
        assertThat(json(fleet).path("nodes").path(0).path("run").path("since").asLong())
                .isEqualTo(NOW_MS - 12_000);
    }

    @Test
    void anOlderRunnersRunHasNoBegin() {
        Said busy = new Said();
        busy.runs = List.of(new Status.Run(RUN, 1, "0b".repeat(32), 0, Status.Run.ARMED));
        FleetStatus fleet = fleet(busy.of("nyc"));
        assertThat(shown(fleet, 120)).contains("run 1a2b3c4d of coordinator 0b0b0b0b: nyc");
        assertThat(json(fleet).at("/nodes/0/run/since").isNull()).isTrue();
    }

    @Test
    void whatIsWrongIsNamedAndOutweighsSilence() {
        Said noDaemon = new Said();
        noDaemon.x0xd = null;
        Said detached = new Said();
        detached.attached = false;
        Said late = new Said();
        late.clock = new ClockReading(-31_000_000, 500_000);
        FleetStatus fleet = fleet(
                noDaemon.of("nyc"),
                detached.of("sfo"),
                late.of("sydney"),
                NodeStatus.wrong(new NodeLabel("helsinki"), SELF, "refused: not a coordinator"),
                silent("singapore"));
        assertThat(shown(fleet, 120))
                .contains(
                        "nyc: its x0xd does not answer its runner",
                        "sfo: its runner's stream of direct messages is not attached",
                        "sydney: its clock is -31 s off",
                        "helsinki: refused: not a coordinator",
                        "singapore: no answer in 15 s",
                        "5 nodes: 4 wrong, 1 silent");
        assertThat(fleet.exitCode()).isEqualTo(ExitCode.FAIL);
        assertThat(fleet(new Said().of("nyc"), silent("sfo")).exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(json(fleet).at("/nodes/0/x0xd").isNull()).isTrue();
    }

    @Test
    void aClockCountsAsOffOnlyBeyondItsBound() {
        Said unsure = new Said();
        unsure.clock = new ClockReading(31_000_000, 2_000_000);
        assertThat(fleet(unsure.of("nyc")).exitCode()).isEqualTo(ExitCode.PASS);
        assertThat(ClockReading.of(1_000_000, 2_000, 1_001)).isEqualTo(new ClockReading(500, 1_500));
    }

    @Test
    void aVersionUnlikeThatOfMostIsWrongAndWithoutAMajorityNoneIs() {
        Said old = new Said();
        old.x0xd = "0.47.0";
        FleetStatus fleet = fleet(new Said().of("nyc"), new Said().of("sfo"), old.of("sydney"));
        assertThat(shown(fleet, 120)).contains("sydney: its x0xd is 0.47.0, most have 0.48.1");
        assertThat(fleet.exitCode()).isEqualTo(ExitCode.FAIL);
        assertThat(fleet(new Said().of("nyc"), old.of("sydney")).exitCode()).isEqualTo(ExitCode.PASS);
    }

    @Test
    void countersWithoutZerosAndWhatARunnerSaysReachesNoTerminal() {
        Said odd = new Said();
        odd.agent = "x0xtest-runner/\u001b[31m9";
        odd.refusal = "not\nlisted";
        odd.counters = new Evidence.Counters(9L, 0L, null, 3L, null, 9L, 4L, null, null, null, 9L);
        FleetStatus fleet = fleet(odd.of("nyc"));
        assertThat(shown(fleet, 120))
                .contains("nyc: trust_rejected 3, sends_failed 4", "nyc ignored commands: not?listed 2")
                .noneMatch(line -> line.contains("\u001b"));
        assertThat(json(fleet).at("/nodes/0/counters").toString())
                .isEqualTo("{\"trust_rejected\":3,\"sends_failed\":4}");
    }

    @Test
    void anAnchorThatHearsNothingIsSaidFirst() {
        FleetStatus deaf =
                new FleetStatus(SELF, NOW_MS, "the anchor's stream is not attached: x", List.of(silent("a")));
        assertThat(shown(deaf, 80)).first().isEqualTo("the anchor's stream is not attached: x");
        assertThat(json(deaf).path("anchor_problem").asText()).endsWith("x");
    }
}
