package dev.x0xtest.daemon.stream;

import static dev.x0xtest.daemon.HttpText.STREAM_HEAD;
import static dev.x0xtest.daemon.HttpText.chunk;
import static dev.x0xtest.daemon.HttpText.event;
import static dev.x0xtest.daemon.stream.ConnectionState.BACKING_OFF;
import static dev.x0xtest.daemon.stream.ConnectionState.CLOSED;
import static dev.x0xtest.daemon.stream.ConnectionState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.FakeNetwork;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.TopicMessage;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.AgentId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the stream {@code /events} and its heartbeat in virtual time, on in-memory connections. */
class TopicStreamTest {

    private final FakeNetwork network = new FakeNetwork();
    private final FakeDaemon daemon = new FakeDaemon(new AgentId("a".repeat(AgentId.LENGTH)));
    private final RecordingListener<TopicMessage> listener = new RecordingListener<>();
    private final EventStream<TopicMessage> stream = stream();

    private EventStream<TopicMessage> stream() {
        StreamOptions options = StreamOptions.defaults(network.ticker, new Random(42));
        DaemonAddress address = DaemonAddress.parse("http://127.0.0.1:12700");
        Heartbeat heartbeat = new Heartbeat(daemon, network.loop(), options.heartbeatInterval(), options.random());
        TokenSource token = TokenSource.literal("token");
        return new EventStream<>(
                StreamSetup.topics(address, token, network, heartbeat, options), network.loop(), options, listener);
    }

    @AfterEach
    void everyBufferWasReleased() {
        assertThat(network.bytesNotReleased()).isZero();
    }

    private void open() {
        stream.start();
        network.settle();
        network.receive(network.last(), STREAM_HEAD);
    }

    private static String message(String topic) {
        return chunk(event(
                "message",
                "{\"type\":\"message\",\"data\":{\"payload\":\"aGk=\",\"sender\":null,"
                        + "\"subscription_id\":\"00ff\",\"topic\":\"" + topic
                        + "\",\"trust_level\":null,\"verified\":false}}"));
    }

    private void echoHeartbeats(Duration time) {
        int echoed = daemon.published.size();
        for (long ms = 0; ms < time.toMillis(); ms += 100) {
            network.advance(Duration.ofMillis(100));
            for (; echoed < daemon.published.size(); echoed++) {
                network.receive(network.last(), message(daemon.published.get(echoed)));
            }
        }
    }

    @Test
    void aLocalTopicIsSubscribedAndBeatsTwiceAMinute() {
        open();
        assertThat(daemon.pubsubCalls).hasSize(1).first().asString().startsWith("subscribe local:x0xtest.");
        assertThat(daemon.published).hasSize(1);
        echoHeartbeats(Duration.ofMinutes(1));
        assertThat(daemon.published).hasSize(3);
        assertThat(listener.state()).isEqualTo(OPEN);
        assertThat(listener.events).as("the heartbeat is nobody's business").isEmpty();
        assertThat(stream.counters().unknown()).isZero();
    }

    @Test
    void beatsThatWereMissedAreSkipped() {
        open();
        network.ticker.advance(70, TimeUnit.SECONDS); // the event loop does not run
        network.settle();
        network.settle();
        assertThat(daemon.published).as("one at the start, one late").hasSize(2);
        assertThat(listener.state()).isEqualTo(OPEN);
    }

    @Test
    void aStreamThatReturnsNoHeartbeatIsDead() {
        open();
        echoHeartbeats(Duration.ofSeconds(30));
        network.advance(Duration.ofMillis(74_800));
        assertThat(listener.state()).isEqualTo(OPEN);
        network.advance(Duration.ofMillis(400));
        assertThat(listener.states).contains(BACKING_OFF);
        assertThat(listener.reasons).anyMatch(reason -> reason.contains("nothing came for 75 s"));
    }

    @Test
    void theSubscriptionIsMadeAnewAfterEachConnectAndTheOldOneRemoved() {
        open();
        network.cut(network.last());
        network.advance(Duration.ofSeconds(1));
        network.receive(network.last(), STREAM_HEAD);
        assertThat(daemon.pubsubCalls).hasSize(3);
        assertThat(daemon.pubsubCalls.get(1)).isEqualTo("unsubscribe sub0");
        assertThat(daemon.pubsubCalls.get(2)).isEqualTo(daemon.pubsubCalls.get(0));
        int published = daemon.published.size();
        echoHeartbeats(Duration.ofMinutes(2));
        assertThat(daemon.published).as("one beat at a time").hasSize(published + 4);
    }

    @Test
    void aSubscriptionThatCannotBeMadeIsAFailureOfTheConnection() {
        daemon.subscriptionsDown = true;
        open();
        assertThat(listener.states).endsWith(OPEN, BACKING_OFF);
        assertThat(listener.reason()).contains("heartbeat: connection refused");
        daemon.subscriptionsDown = false;
        network.advance(Duration.ofSeconds(1));
        network.receive(network.last(), STREAM_HEAD);
        echoHeartbeats(Duration.ofSeconds(30));
        assertThat(listener.state()).isEqualTo(OPEN);
    }

    @Test
    void theSubscriptionIsRemovedAtClose() {
        open();
        stream.close();
        network.settle();
        assertThat(daemon.pubsubCalls).endsWith("unsubscribe sub0");
        assertThat(listener.state()).isEqualTo(CLOSED);
        int published = daemon.published.size();
        network.advance(Duration.ofMinutes(1));
        assertThat(daemon.published).hasSize(published);
    }

    @Test
    void aDaemonThatIsGoneDoesNotKeepItFromClosing() {
        open();
        daemon.subscriptionsDown = true;
        stream.close();
        network.settle();
        assertThat(listener.state()).isEqualTo(CLOSED);
        assertThat(stream.closed()).isCompleted();
    }

    @Test
    void otherTopicsAreShownAndStatusIsNot() {
        open();
        network.receive(network.last(), message("x0x.test.control.v1"));
        network.receive(network.last(), message("local:somebody.else"));
        network.receive(network.last(), chunk(event("status", "{\"revocation_resync_required\":true}")));
        network.receive(network.last(), chunk(event("message", "{\"type\":\"message\"}")));
        assertThat(listener.events)
                .extracting(TopicMessage::topic)
                .containsExactly("x0x.test.control.v1", "local:somebody.else");
        assertThat(listener.events.get(0).sender()).isNull();
        assertThat(listener.malformed).containsExactly("message: data is not an object");
        assertThat(stream.counters().unknown()).isZero();
    }

    @Test
    void recordedStreamsAreReadWithoutALoss() {
        open();
        for (String name : new String[] {"sse-events-nyc.txt", "sse-events-sfo.txt"}) {
            network.receive(network.last(), chunk(new String(RecordedBytes.bytes(name), StandardCharsets.UTF_8)));
        }
        assertThat(listener.malformed).isEmpty();
        assertThat(listener.events).hasSize(10).allMatch(TopicMessage::verified);
    }
}
