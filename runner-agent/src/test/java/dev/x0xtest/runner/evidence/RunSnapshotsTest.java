package dev.x0xtest.runner.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.plan.Evidence;
import dev.x0xtest.wire.plan.RunReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a whole runner the daemon's view of peers to which a hop failed. */
class RunSnapshotsTest {
    @TempDir
    private Path lockDir = Path.of("");

    /** The answers that the test gives to the hops, by their destination. */
    private final Map<AgentId, CompletableFuture<Daemon.SendResponse>> hops = new HashMap<>();

    private PlanScene scene(int nodes) {
        PlanScene scene = new PlanScene(lockDir, nodes);
        scene.rig.daemon.onSend = send -> {
            boolean hop = new String(send.payload(), StandardCharsets.UTF_8).startsWith("x0xtest|hop|");
            return hop ? hops.computeIfAbsent(send.to(), to -> new CompletableFuture<>()) : FakeDaemon.accepted(send);
        };
        scene.plan();
        scene.go();
        return scene;
    }

    private void fails(PlanScene scene, int node) {
        FakeDaemon.refused(502, "peer_disconnected")
                .whenComplete((answer, error) ->
                        Objects.requireNonNull(hops.get(scene.agent(node))).completeExceptionally(error));
        scene.rig.settle();
    }

    private static List<Evidence.Snapshot> snapshots(RunReport report) {
        List<Evidence.Snapshot> snapshots = report.snapshots();
        return snapshots == null ? List.of() : snapshots;
    }

    @Test
    void theFirstHopThatFailsIsWorthALookAtItsPeer() {
        PlanScene scene = scene(3);
        scene.endpoints.discovered(scene.agent(2), 0);
        scene.rig.advance(Duration.ofMillis(700));
        fails(scene, 2);
        assertThat(scene.endpoints.count("/diagnostics/ack")).isEqualTo(1);
        assertThat(snapshots(scene.report(scene.close())))
                .containsExactly(
                        new Evidence.Snapshot(2, 700, true, 120L, null, 0L, null, null, null, null, null, 0L, 0L));
    }

    /** When x0xd fails a hop, after fourteen seconds, it has forgotten the connection. */
    @Test
    void aHopThatIsUnansweredForThreeSecondsIsWorthALookBeforeItFails() {
        PlanScene scene = scene(3);
        scene.endpoints.discovered(scene.agent(2), 0);
        scene.rig.advance(Duration.ofMillis(2_999));
        assertThat(scene.endpoints.count("/diagnostics/ack")).isZero();
        scene.rig.advance(Duration.ofMillis(1));
        assertThat(scene.endpoints.count("/diagnostics/ack"))
                .as("both peers wait")
                .isEqualTo(2);
        scene.rig.advance(Duration.ofSeconds(11));
        fails(scene, 2);
        assertThat(scene.endpoints.count("/diagnostics/ack"))
                .as("each peer is looked at once")
                .isEqualTo(2);
        assertThat(snapshots(scene.report(scene.close())))
                .filteredOn(snapshot -> snapshot.to() == 2)
                .extracting(Evidence.Snapshot::atMs)
                .containsExactly(3_000L);
    }

    @Test
    void aRunWithoutAFailureHasNone() {
        PlanScene scene = scene(3);
        hops.values()
                .forEach(hop -> FakeDaemon.accepted(SendRequest.raw(scene.agent(1), new byte[0], 1))
                        .thenAccept(hop::complete));
        scene.rig.settle();
        scene.allArrive();
        assertThat(scene.unasked().orElseThrow().snapshots()).isNull();
        assertThat(scene.endpoints.count("/diagnostics/ack")).isZero();
        assertThat(scene.endpoints.count("/agents/discovered")).isZero();
    }

    @Test
    void peersThatFailAtTheSameMomentShareOneReading() {
        PlanScene scene = scene(5);
        scene.endpoints.hanging = true;
        fails(scene, 1);
        fails(scene, 2);
        fails(scene, 3);
        assertThat(scene.endpoints.count("/diagnostics/ack")).isEqualTo(1);
        assertThat(scene.endpoints.count("/agents/discovered")).isEqualTo(3);
        scene.rig.advance(Duration.ofSeconds(2));
        scene.endpoints.hanging = false;
        fails(scene, 4);
        assertThat(snapshots(scene.report(scene.close())))
                .as("what hangs costs its own peers only")
                .extracting(Evidence.Snapshot::to)
                .containsExactly(4);
    }

    @Test
    void eightPeersAreLookedAtAtMost() {
        PlanScene scene = scene(12);
        for (int node = 1; node < 12; node++) {
            fails(scene, node);
        }
        assertThat(snapshots(scene.report(scene.close()))).hasSize(Evidence.SNAPSHOTS);
        assertThat(scene.endpoints.count("/agents/discovered")).isEqualTo(Evidence.SNAPSHOTS);
    }

    @Test
    void aPeerOfWhichTheDaemonKnowsNoMachineHasNone() {
        PlanScene scene = scene(3);
        scene.endpoints.set("/agents/discovered/" + scene.agent(1).hex(), WireJson.object());
        fails(scene, 1);
        assertThat(scene.report(scene.close()).snapshots()).isNull();
    }

    @Test
    void theReportWaitsForALookThatIsUnderWay() {
        PlanScene scene = scene(3);
        scene.endpoints.hanging = true;
        fails(scene, 1);
        Command close = scene.close();
        scene.rig.advance(Duration.ofMillis(1_900));
        assertThat(scene.answered(close)).isFalse();
        scene.rig.advance(Duration.ofMillis(100));
        assertThat(scene.report(close).snapshots()).isNull();
    }

    @Test
    void hopsLeaveWhileALookHangs() {
        PlanScene scene = scene(3);
        scene.endpoints.hanging = true;
        fails(scene, 1);
        assertThat(scene.rig.daemon.sends.stream()
                        .filter(send -> send.to().equals(scene.agent(2)))
                        .filter(send -> new String(send.payload(), StandardCharsets.UTF_8).startsWith("x0xtest|hop|")))
                .hasSize(1);
    }
}
