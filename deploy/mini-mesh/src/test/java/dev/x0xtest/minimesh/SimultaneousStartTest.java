package dev.x0xtest.minimesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.minimesh.fault.FaultPlan;
import dev.x0xtest.minimesh.node.links.Timings;
import dev.x0xtest.minimesh.transport.QuicNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that daemons that dial each other at the same moment, and so have two links for a while, lose no message. */
@Timeout(60)
class SimultaneousStartTest {
    private static final int NODES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LONGER_THAN_A_DOUBLE_LINK_LIVES = TimeUnit.MILLISECONDS.toNanos(2_500);

    @TempDir
    Path root;

    @Test
    void nothingIsLostWhenEachDialsAllOthersAtOnce() throws Exception {
        Assumptions.assumeTrue(QuicNetwork.whyNot().isEmpty());
        List<MiniDaemon> daemons = startTogether(freeUdpPorts());
        try {
            List<StandIn> nodes = daemons.stream().map(MiniDaemon::standIn).toList();
            Awaitility.await("all are connected")
                    .pollDelay(Duration.ZERO)
                    .atMost(PATIENCE)
                    .until(() -> nodes.stream().allMatch(node -> node.peers().size() == NODES - 1));
            for (StandIn from : nodes) {
                for (StandIn to : nodes) {
                    if (from != to) {
                        assertThat(new Api(from).gossip(to.agentId(), "hello").status())
                                .isEqualTo(200);
                    }
                }
            }
            assertEverySendArrives(nodes);
        } finally {
            daemons.forEach(MiniDaemon::close);
        }
    }

    private static void assertEverySendArrives(List<StandIn> nodes) throws Exception {
        long end = System.nanoTime() + LONGER_THAN_A_DOUBLE_LINK_LIVES;
        while (System.nanoTime() - end < 0) {
            for (int i = 0; i < NODES; i++) {
                String recipient = nodes.get((i + 1) % NODES).agentId();
                assertThat(new Api(nodes.get(i)).raw(recipient, "x").status()).isEqualTo(200);
            }
        }
    }

    private List<MiniDaemon> startTogether(List<String> addresses) {
        ExecutorService threads = Executors.newFixedThreadPool(NODES);
        try {
            List<CompletableFuture<MiniDaemon>> starting = IntStream.range(0, NODES)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> start(i, addresses), threads))
                    .toList();
            return starting.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    private MiniDaemon start(int index, List<String> addresses) {
        Path home = root.resolve(Integer.toString(index));
        var config = new StandInConfig(
                index,
                "",
                home,
                home.resolve("identity"),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                addresses.get(index),
                "test",
                addresses,
                Timings.real());
        try {
            return MiniDaemon.start(config, Transport.QUIC, new FaultPlan(), () -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> freeUdpPorts() throws IOException {
        var sockets = new ArrayList<DatagramSocket>();
        try {
            for (int i = 0; i < NODES; i++) {
                sockets.add(new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
            }
            return sockets.stream()
                    .map(socket -> "127.0.0.1:" + socket.getLocalPort())
                    .toList();
        } finally {
            sockets.forEach(DatagramSocket::close);
        }
    }
}
