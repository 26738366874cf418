package dev.x0xtest.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.local.CommandRun;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.Meshes;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.AgentId;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the floor: the least time in which a mesh can make its sends. */
class FloorTest {
    private static final int NODES = 4;
    private static final int PAYLOAD = 64;

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final List<AgentId> ids = IntStream.range(0, NODES)
            .mapToObj(i -> new AgentId(String.format("%064x", i)))
            .toList();
    private final List<FakeDaemon> daemons = ids.stream().map(FakeDaemon::new).toList();
    private final Floor floor = new Floor(ids, daemons, PAYLOAD, channel.eventLoop());

    private CompletableFuture<Floor.Pass> begun() {
        daemons.forEach(FakeDaemon::holdSends);
        CompletableFuture<Floor.Pass> pass = floor.pass();
        channel.runPendingTasks();
        return pass;
    }

    @Test
    void everyPairIsSentOnceWithEachSourceWaitingForItsAnswer() {
        CompletableFuture<Floor.Pass> pass = begun();
        for (int round = 1; round < NODES; round++) {
            for (FakeDaemon daemon : daemons) {
                assertThat(daemon.sends)
                        .as("one at a time, all sources side by side")
                        .hasSize(round);
            }
            ticker.advance(5, TimeUnit.MILLISECONDS);
            daemons.forEach(daemon -> daemon.answer("raw_quic_acked"));
        }
        assertThat(pass).isCompletedWithValue(new Floor.Pass(TimeUnit.MILLISECONDS.toNanos(15), 0));
        for (int i = 0; i < NODES; i++) {
            Set<AgentId> others = new HashSet<>(ids);
            others.remove(ids.get(i));
            assertThat(daemons.get(i).sends.stream().map(SendRequest::to)).containsExactlyInAnyOrderElementsOf(others);
        }
    }

    @Test
    void aRoundHasEveryDestinationOnce() {
        CompletableFuture<Floor.Pass> pass = begun();
        assertThat(pass).isNotDone();
        assertThat(daemons.stream().map(daemon -> daemon.sends.get(0).to())).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void itAsksForWhatARunnerAsksForAndSendsAsManyBytes() {
        CompletableFuture<Floor.Pass> pass = begun();
        assertThat(pass).isNotDone();
        SendRequest request = daemons.get(0).sends.get(0);
        assertThat(request).usingRecursiveComparison().isEqualTo(SendRequest.raw(ids.get(1), request.payload(), 8_000));
        // x0xtest|hop|<run>.0.0.0.1|<digest>||<payload>
        assertThat(request.payload()).hasSize(12 + 32 + 8 + 1 + 32 + 2 + PAYLOAD);
        assertThat(Floor.frameBytes(PAYLOAD)).isEqualTo(request.payload().length);
    }

    @Test
    void whatIsRefusedOrGoesAnotherWayIsCounted() {
        CompletableFuture<Floor.Pass> pass = begun();
        for (int round = 1; round < NODES; round++) {
            daemons.get(0).refuse();
            daemons.get(1).answer("gossip_inbox");
            daemons.get(2).answer("raw_quic_acked");
            daemons.get(3).answer("raw_quic_acked");
        }
        assertThat(pass).isCompletedWithValue(new Floor.Pass(0, 6));
    }

    @Test
    void theProgramsOfABenchMeasureAMeshOfStandIns(@TempDir Path directory) throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(3)) {
            Path described = directory.resolve("mesh.json");
            BenchNode.write(described, mesh.nodes().stream().map(BenchNode::of).toList());
            CommandRun.Said said = CommandRun.said("bench", "floor", "--mesh", described.toString(), "--passes", "2");
            assertThat(said.exit()).as(said.err()).isZero();
            assertThat(said.out())
                    .contains("\"sends\":6")
                    .contains("\"failed\":0")
                    .containsPattern("\"ms\":\\[[\\d.]+,[\\d.]+]");
        }
    }

    @Test
    void aFileThatDescribesNoMeshIsOneLine(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("mesh.json"), "{}");
        CommandRun.Said said = CommandRun.said("bench", "floor", "--mesh", file.toString());
        assertThat(said.exit()).isEqualTo(3);
        assertThat(said.err()).contains("is not a mesh description").hasLineCount(1);
    }
}
