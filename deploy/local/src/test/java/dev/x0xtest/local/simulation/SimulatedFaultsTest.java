package dev.x0xtest.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.daemon.stream.ConnectionState;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.local.simulation.fault.Fault;
import dev.x0xtest.local.simulation.fault.Fault.Kind;
import dev.x0xtest.local.simulation.fault.Network;
import dev.x0xtest.local.simulation.fault.RoundTrips;
import dev.x0xtest.local.simulation.fault.Weather;
import dev.x0xtest.local.simulation.time.VirtualTime;
import dev.x0xtest.wire.AgentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Checks that faults do to simulated daemons what they did to real ones. */
class SimulatedFaultsTest {
    private static final int SMALL = 100;
    private static final int LARGE = 2_000;
    private static final long GONE_SECONDS = 14;

    private final VirtualTime time = new VirtualTime();
    private final Network network = new Network();
    private final SimulatedMesh mesh = new SimulatedMesh(
            time.loop(), new RoundTrips(Duration.ofMillis(80), 1), (from, to) -> false, network, new Weather(1, 0, 0));
    private final List<SimulatedDaemon> daemons = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();

    SimulatedFaultsTest() {
        for (String digit : List.of("a", "b", "c")) {
            SimulatedDaemon daemon = new SimulatedDaemon(mesh, new AgentId(digit.repeat(64)), HostModel.MEASURED);
            Reader reader = new Reader();
            daemon.attach(reader, time.loop());
            daemons.add(daemon);
            readers.add(reader);
        }
        time.runUntil(() -> false);
    }

    private static final class Reader implements StreamListener<DirectMessage> {
        private final List<ConnectionState> states = new ArrayList<>();
        private int messages;

        @Override
        public void onState(ConnectionState state, String reason) {
            states.add(state);
        }

        @Override
        public void onEvent(DirectMessage message) {
            messages++;
        }

        @Override
        public void onMalformed(String reason) {}
    }

    /** What a send led to: the path or the error, the seconds that it took, and whether the recipient's reader saw it. */
    private record Sent(String said, long seconds, boolean shown) {}

    private Sent raw(int from, int to, int bytes) {
        return sent(from, to, SendRequest.raw(daemons.get(to).self(), new byte[bytes], 8_000));
    }

    private Sent gossip(int from, int to) {
        return sent(from, to, SendRequest.gossip(daemons.get(to).self(), new byte[SMALL]));
    }

    private Sent sent(int from, int to, SendRequest request) {
        long begunNanos = time.nanos();
        int before = readers.get(to).messages;
        CompletableFuture<Daemon.SendResponse> answer =
                daemons.get(from).client(1, time.loop()).send(request);
        time.runUntil(answer::isDone);
        long seconds = (time.nanos() - begunNanos) / 1_000_000_000L;
        time.runUntil(() -> time.nanos() > begunNanos + 1_000_000_000L);
        return new Sent(said(answer), seconds, readers.get(to).messages > before);
    }

    private static String said(CompletableFuture<Daemon.SendResponse> answer) {
        try {
            return answer.join().path();
        } catch (CompletionException e) {
            return e.getCause() instanceof DaemonException failure
                    ? failure.status() + " " + failure.code()
                    : String.valueOf(e.getCause());
        }
    }

    private void with(Fault fault) {
        network.apply(fault);
    }

    @Test
    void behindALinkThatIsDeadOneWayNothingArrivesAndWhatComesBackIsNotAcknowledged() {
        with(Fault.of(Kind.LINK_ONE_WAY, 0, 1));
        assertThat(raw(0, 1, SMALL)).isEqualTo(new Sent("502 peer_disconnected", GONE_SECONDS, false));
        assertThat(raw(1, 0, SMALL)).isEqualTo(new Sent("502 peer_disconnected", GONE_SECONDS, true));
        assertThat(raw(0, 2, SMALL)).isEqualTo(new Sent("raw_quic_acked", 0, true));
    }

    @Test
    void gossipGoesAroundADeadLink() {
        with(Fault.of(Kind.LINK_BOTH, 0, 1));
        assertThat(raw(1, 0, SMALL).shown()).isFalse();
        assertThat(gossip(0, 1)).isEqualTo(new Sent("gossip_inbox", 0, true));
    }

    @Test
    void nothingGetsFromOneGroupToTheOther() {
        with(Fault.of(Kind.CUT, 1));
        assertThat(raw(0, 1, SMALL).said()).isEqualTo("502 peer_disconnected");
        assertThat(gossip(2, 0)).isEqualTo(new Sent("504 timeout", 24, false));
        assertThat(raw(1, 2, SMALL).shown()).isTrue();
    }

    @Test
    void anUnreachableNodeNeitherHearsNorIsHeard() {
        with(Fault.of(Kind.UNREACHABLE, 1));
        assertThat(raw(0, 1, SMALL)).isEqualTo(new Sent("502 peer_disconnected", GONE_SECONDS, false));
        assertThat(raw(1, 0, SMALL)).isEqualTo(new Sent("502 peer_disconnected", GONE_SECONDS, false));
    }

    @Test
    void whatANodeSendsThatHearsNothingArrivesAndIsNotAcknowledged() {
        with(Fault.of(Kind.DESTINATION_IN, 1));
        assertThat(raw(0, 1, SMALL).shown()).isFalse();
        assertThat(raw(1, 0, SMALL)).isEqualTo(new Sent("502 peer_disconnected", GONE_SECONDS, true));
    }

    @Test
    void whatIsSentToANodeThatIsNotHeardArrivesAndIsNotAcknowledged() {
        with(Fault.of(Kind.SOURCE_OUT, 1));
        assertThat(raw(0, 1, SMALL)).isEqualTo(new Sent("502 peer_disconnected", GONE_SECONDS, true));
        assertThat(raw(1, 0, SMALL).shown()).isFalse();
    }

    @Test
    void aBlockedSenderIsAcknowledgedAndNeverShownAndTheBlockerDoesNotSend() {
        with(Fault.of(Kind.BLOCKED, 1, 0));
        assertThat(raw(0, 1, SMALL)).isEqualTo(new Sent("raw_quic_acked", 0, false));
        assertThat(gossip(0, 1)).isEqualTo(new Sent("504 timeout", 24, false));
        assertThat(raw(1, 0, SMALL)).isEqualTo(new Sent("403 agent is blocked", 0, false));
    }

    @Test
    void aNodeOfAnotherNetworkIsUndiscovered() {
        with(Fault.of(Kind.UNDISCOVERED, 1));
        assertThat(raw(0, 1, SMALL)).isEqualTo(new Sent("503 recipient_undiscovered", 0, false));
        assertThat(raw(1, 0, SMALL)).isEqualTo(new Sent("503 recipient_undiscovered", 0, false));
        assertThat(gossip(0, 1)).isEqualTo(new Sent("404 recipient_key_unavailable", 3, false));
    }

    @Test
    void aSecondDaemonAcknowledgesWhatTheFirstNeverShowsAndGossipReachesBoth() {
        with(Fault.of(Kind.CLASH, 1));
        assertThat(raw(0, 1, SMALL)).isEqualTo(new Sent("raw_quic_acked", 0, false));
        assertThat(raw(1, 0, SMALL)).isEqualTo(new Sent("raw_quic_acked", 0, true));
        assertThat(gossip(0, 1)).isEqualTo(new Sent("gossip_inbox", 0, true));
    }

    @Test
    void onlyLargeMessagesDoNotGetThroughASmallPath() {
        with(Fault.of(Kind.MTU, 0, 1));
        assertThat(raw(0, 1, SMALL)).isEqualTo(new Sent("raw_quic_acked", 0, true));
        assertThat(raw(0, 1, LARGE)).isEqualTo(new Sent("502 peer_disconnected", GONE_SECONDS, false));
        assertThat(raw(1, 0, LARGE)).isEqualTo(new Sent("raw_quic_acked", 0, true));
    }

    @Test
    void aSlowNodeLosesNothingAndTakesLonger() {
        int messages = 50;
        long begunNanos = time.nanos();
        for (int i = 0; i < messages; i++) {
            raw(0, 1, SMALL);
        }
        long usualNanos = time.nanos() - begunNanos;
        with(Fault.of(Kind.SLOW, 1));
        for (int i = 0; i < messages; i++) {
            assertThat(raw(0, 1, SMALL).said()).isEqualTo("raw_quic_acked");
        }
        assertThat(readers.get(1).messages).isEqualTo(2 * messages);
        assertThat(time.nanos() - begunNanos - usualNanos).isGreaterThan(usualNanos / 2);
    }

    @Test
    void theCallsToAFrozenDaemonEndByTheirDeadline() {
        daemons.get(1).freeze(Duration.ofDays(1));
        long begunNanos = time.nanos();
        CompletableFuture<Daemon.Health> health =
                daemons.get(1).client(1, time.loop()).health();
        time.runUntil(health::isDone);
        assertThat(health).isCompletedExceptionally();
        assertThat((time.nanos() - begunNanos) / 1_000_000_000L).isEqualTo(35);
        assertThat(raw(0, 1, SMALL)).isEqualTo(new Sent("502 peer_disconnected", GONE_SECONDS, false));
    }

    @Test
    void aRestartedDaemonLosesItsCallsItsStreamsAndItsCounters() {
        raw(0, 1, SMALL);
        CompletableFuture<Daemon.SendResponse> underWay = daemons.get(1)
                .client(1, time.loop())
                .send(SendRequest.raw(daemons.get(0).self(), new byte[SMALL], 8_000));
        daemons.get(1).restart(Duration.ofSeconds(2));
        assertThat(underWay).isCompletedExceptionally();
        assertThat(readers.get(1).states).endsWith(ConnectionState.BACKING_OFF);
        assertThat(raw(0, 1, SMALL).said()).isEqualTo("502 peer_disconnected");
        assertThat(readers.get(1).states).endsWith(ConnectionState.CONNECTING, ConnectionState.OPEN);
        assertThat(raw(0, 1, SMALL)).isEqualTo(new Sent("raw_quic_acked", 0, true));
        CompletableFuture<Daemon.DmDiagnostics> counters =
                daemons.get(1).client(1, time.loop()).dmDiagnostics();
        CompletableFuture<Daemon.Health> health =
                daemons.get(1).client(1, time.loop()).health();
        time.runUntil(() -> counters.isDone() && health.isDone());
        assertThat(counters.join().incomingTotal()).isEqualTo(1);
        assertThat(health.join().uptimeSecs()).isLessThan(10);
    }

    @Test
    void aCrowdedQueueLosesEventsAndCountsThem() {
        daemons.get(1).crowd(0.5, 1);
        int messages = 100;
        for (int i = 0; i < messages; i++) {
            raw(0, 1, SMALL);
        }
        int lost = messages - readers.get(1).messages;
        assertThat(lost).isBetween(30, 70);
        assertThat(daemons.get(1).evicted()).isEqualTo(lost);
    }
}
