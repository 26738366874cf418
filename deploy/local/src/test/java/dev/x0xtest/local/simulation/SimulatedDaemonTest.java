package dev.x0xtest.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.daemon.stream.ConnectionState;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.local.simulation.fault.RoundTrips;
import dev.x0xtest.local.simulation.time.VirtualTime;
import dev.x0xtest.wire.AgentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class SimulatedDaemonTest {
    private static final AgentId A = new AgentId("aa".repeat(32));
    private static final AgentId B = new AgentId("bb".repeat(32));
    private static final int BYTES = 100;

    private final VirtualTime time = new VirtualTime();
    private final SimulatedMesh mesh =
            new SimulatedMesh(time.loop(), new RoundTrips(Duration.ofMillis(80), 1), (from, to) -> false);

    private static final class Seen implements StreamListener<DirectMessage> {
        private final List<Byte> first = new ArrayList<>();

        @Override
        public void onState(ConnectionState state, String reason) {}

        @Override
        public void onEvent(DirectMessage message) {
            first.add(message.payload()[0]);
        }

        @Override
        public void onMalformed(String reason) {}
    }

    private static SendRequest message(int number) {
        byte[] payload = new byte[BYTES];
        payload[0] = (byte) number;
        return SendRequest.raw(B, payload, 8_000);
    }

    private List<CompletableFuture<Daemon.SendResponse>> send(Daemon from, int count) {
        List<CompletableFuture<Daemon.SendResponse>> sent = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            sent.add(from.send(message(number)));
        }
        time.runUntil(() -> false);
        return sent;
    }

    @Test
    void aDaemonHandlesOneMessageAfterTheOther() {
        HostModel host = new HostModel(10_000, 5_000, 0, 0, 8_192);
        SimulatedDaemon from = new SimulatedDaemon(mesh, A, host);
        new SimulatedDaemon(mesh, B, host);
        long begunNanos = time.nanos();
        send(from.client(4, time.loop()), 4);
        long tripNanos = 2 * new RoundTrips(Duration.ofMillis(80), 1).oneWayNanos(0, 1);
        assertThat(time.nanos() - begunNanos).isEqualTo(tripNanos + 4 * 10_000_000L + 5_000_000L);
    }

    @Test
    void aFullQueueLosesTheOldestEventAndTheDaemonCountsIt() {
        SimulatedDaemon from = new SimulatedDaemon(mesh, A, HostModel.MEASURED);
        SimulatedDaemon to = new SimulatedDaemon(mesh, B, new HostModel(1, 1, 0, 10_000_000, 4));
        Seen seen = new Seen();
        to.attach(seen, time.loop());
        assertThat(send(from.client(16, time.loop()), 10)).allMatch(CompletableFuture::isDone);
        assertThat(seen.first).containsExactly((byte) 0, (byte) 6, (byte) 7, (byte) 8, (byte) 9);
        CompletableFuture<Daemon.DmDiagnostics> counters =
                to.client(1, time.loop()).dmDiagnostics();
        time.runUntil(counters::isDone);
        assertThat(counters.join().evicted()).isEqualTo(5);
        assertThat(counters.join().incomingTotal()).isEqualTo(10);
    }

    @Test
    void aFrozenDaemonAnswersLateAndAfterFourteenSecondsNotAtAll() {
        SimulatedDaemon from = new SimulatedDaemon(mesh, A, HostModel.MEASURED);
        SimulatedDaemon to = new SimulatedDaemon(mesh, B, HostModel.MEASURED);
        to.freeze(Duration.ofSeconds(5));
        assertThat(send(from.client(1, time.loop()), 1).get(0).join().path()).isEqualTo("raw_quic_acked");
        assertThat(time.nanos()).isGreaterThan(Duration.ofSeconds(5).toNanos());
        to.freeze(Duration.ofSeconds(20));
        CompletableFuture<Daemon.SendResponse> refused =
                send(from.client(1, time.loop()), 1).get(0);
        assertThatThrownBy(refused::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        DaemonException.class,
                        failure -> assertThat(failure.code()).isEqualTo("peer_disconnected"));
    }

    @Test
    void aClientLetsNoMoreCallsWaitThanTheRealOne() {
        SimulatedDaemon from = new SimulatedDaemon(mesh, A, HostModel.MEASURED);
        new SimulatedDaemon(mesh, B, HostModel.MEASURED);
        List<CompletableFuture<Daemon.SendResponse>> sent = send(from.client(1, time.loop()), 4_098);
        assertThatThrownBy(() -> sent.get(4_097).join())
                .cause()
                .isInstanceOfSatisfying(
                        DaemonException.class,
                        failure -> assertThat(failure.code()).isEqualTo("client_queue_full"));
        assertThatThrownBy(() -> sent.get(4_096).join())
                .as("waits longer than the client's deadline")
                .cause()
                .isInstanceOf(DaemonException.class);
    }
}
