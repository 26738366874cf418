package dev.x0xtest.minimesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.minimesh.fault.FaultPlan;
import dev.x0xtest.minimesh.node.links.Timings;
import dev.x0xtest.minimesh.transport.QuicNetwork;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a mesh of many nodes sends: each message once to each node, whatever the number of links. */
@Timeout(120)
class FloodTest {
    private static final int NODES = 24;
    private static final long BOUND_BYTES = 64_000_000;

    @TempDir
    Path root;

    @Test
    void announcementsOfALargeMeshNeedLittleMemory() throws Exception {
        Assumptions.assumeTrue(QuicNetwork.whyNot().isEmpty());
        long before = PlatformDependent.usedDirectMemory();
        try (var mesh = MiniMesh.builder()
                .transport(Transport.QUIC)
                .nodes(NODES)
                .timings(Timings.real().withHeartbeat(Duration.ofSeconds(1)))
                .cards(false)
                .root(root)
                .start()) {
            StandIn last = mesh.node(NODES - 1);
            // The last node has dialled the others: only their announcements make them known to it for raw messages.
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> known(last) == NODES);
            assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(BOUND_BYTES);
            assertThat(mesh.ownFaults().first()).isEmpty();
        }
    }

    private static int known(StandIn node) throws Exception {
        return new Api(node).get("/agents/discovered").json().get("agents").size();
    }

    @Test
    void aNodeThatKnowsOneOtherMeetsTheRestByItsAnnouncements() throws Exception {
        Assumptions.assumeTrue(QuicNetwork.whyNot().isEmpty());
        try (MiniDaemon first = start(0, List.of());
                MiniDaemon second = start(1, List.of(first.standIn().transportAddress()));
                MiniDaemon third = start(2, List.of(second.standIn().transportAddress()))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(List.of(first, second, third))
                            .allSatisfy(daemon ->
                                    assertThat(daemon.standIn().peers()).hasSize(2)));
        }
    }

    private MiniDaemon start(int index, List<String> peers) throws IOException {
        Path home = root.resolve(Integer.toString(index));
        var config = new StandInConfig(
                index,
                "",
                home,
                home.resolve("identity"),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "",
                "test",
                peers,
                Timings.real().withHeartbeat(Duration.ofSeconds(1)));
        return MiniDaemon.start(config, Transport.QUIC, new FaultPlan(), () -> {});
    }
}
