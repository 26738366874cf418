package dev.x0xtest.daemon.stream;

import static dev.x0xtest.daemon.HttpText.STREAM_END;
import static dev.x0xtest.daemon.HttpText.STREAM_HEAD;
import static dev.x0xtest.daemon.HttpText.chunk;
import static dev.x0xtest.daemon.HttpText.event;
import static dev.x0xtest.daemon.stream.ConnectionState.BACKING_OFF;
import static dev.x0xtest.daemon.stream.ConnectionState.CLOSED;
import static dev.x0xtest.daemon.stream.ConnectionState.CONNECTING;
import static dev.x0xtest.daemon.stream.ConnectionState.NEW;
import static dev.x0xtest.daemon.stream.ConnectionState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.FakeNetwork;
import dev.x0xtest.daemon.HttpText;
import dev.x0xtest.daemon.ScriptedTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the stream {@code /direct/events} in virtual time, on in-memory connections. */
class EventStreamTest {

    private static final String SENDER = "ab".repeat(32);
    private static final String MESSAGE = "{\"machine_id\":\"" + "cd".repeat(32) + "\",\"payload\":\"aGk=\","
            + "\"received_at\":1780000000123,\"sender\":\"" + SENDER
            + "\",\"trust_decision\":\"unknown\",\"verified\":true}";

    private final FakeNetwork network = new FakeNetwork();
    private final ScriptedTokens tokens = new ScriptedTokens("first");
    private final RecordingListener<DirectMessage> listener = new RecordingListener<>();
    private final StreamOptions options = StreamOptions.defaults(network.ticker, new Random(42));
    private final EventStream<DirectMessage> stream = stream(options, listener);

    private EventStream<DirectMessage> stream(StreamOptions with, StreamListener<DirectMessage> to) {
        DaemonAddress address = DaemonAddress.parse("http://127.0.0.1:12700");
        return new EventStream<>(StreamSetup.direct(address, tokens, network, with), network.loop(), with, to);
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

    @Test
    void itIsOpenOnceTheHeadersWereSeenAndNotBefore() {
        stream.start();
        assertThat(network.sent(network.last()))
                .startsWith("GET /direct/events HTTP/1.1\r\n")
                .contains("host: 127.0.0.1:12700\r\n", "authorization: Bearer first\r\n");
        assertThat(listener.states).containsExactly(NEW, CONNECTING);
        network.receive(network.last(), STREAM_HEAD.substring(0, 60));
        assertThat(listener.state()).isEqualTo(CONNECTING);
        network.receive(network.last(), STREAM_HEAD.substring(60));
        assertThat(listener.state()).isEqualTo(OPEN);
    }

    @Test
    void eventsArriveHoweverTheBytesAreCut() {
        open();
        byte[] bytes = chunk(event("direct_message", MESSAGE) + ": ping\n\n" + event("live", "{}"))
                .getBytes(StandardCharsets.UTF_8);
        for (byte single : bytes) {
            network.receive(network.last(), new byte[] {single});
        }
        assertThat(listener.events).hasSize(1);
        DirectMessage message = listener.events.get(0);
        assertThat(message.sender().hex()).isEqualTo(SENDER);
        assertThat(message.payload()).asString(StandardCharsets.US_ASCII).isEqualTo("hi");
        assertThat(message.receivedAtMs()).isEqualTo(1780000000123L);
        assertThat(message.verified()).isTrue();
        assertThat(message.trustDecision()).isEqualTo("unknown");
        assertThat(message.history()).isFalse();
        assertThat(listener.live).isEqualTo(1);
    }

    @Test
    void garbageIsReportedAndCountedAndTheStreamGoesOn() {
        open();
        network.receive(network.last(), chunk(event("direct_message", "{not json")));
        network.receive(network.last(), chunk(event("direct_message", "{\"sender\":\"x\",\"payload\":\"\"}")));
        network.receive(network.last(), chunk(event("direct_message", MESSAGE.replace("aGk=", "%%"))));
        network.receive(network.last(), chunk(event("direct_message", "[".repeat(100_000))));
        network.receive(network.last(), chunk(event("direct_message", MESSAGE.replace("true", "\"yes\""))));
        network.receive(network.last(), chunk(event("surprise", "{}")));
        network.receive(network.last(), chunk(event("direct_message", MESSAGE)));
        assertThat(listener.malformed)
                .containsExactly(
                        "direct_message: the data is not a JSON object",
                        "direct_message: sender is not an agent id",
                        "direct_message: payload is not base64",
                        "direct_message: the data is not a JSON object",
                        "direct_message: verified is not true or false");
        assertThat(listener.events).hasSize(1);
        assertThat(listener.states).containsExactly(NEW, CONNECTING, OPEN);
        EventStream.Counters counters = stream.counters();
        assertThat(counters.malformed()).isEqualTo(5);
        assertThat(counters.unknown()).isEqualTo(1);
        assertThat(counters.events()).isEqualTo(1);
    }

    @Test
    void anOverlongLineIsReportedAndTheStreamGoesOn() {
        open();
        for (int i = 0; i < 33; i++) {
            network.receive(network.last(), chunk("data: ".substring(i == 0 ? 0 : 6) + "x".repeat(64 * 1024)));
        }
        network.receive(network.last(), chunk("\n\n" + event("direct_message", MESSAGE)));
        assertThat(listener.malformed).hasSize(1).first().asString().contains("2097152");
        assertThat(listener.events).hasSize(1);
    }

    @Test
    void pingsKeepItAliveAndSilenceKillsIt() {
        open();
        for (int i = 0; i < 10; i++) {
            network.advance(Duration.ofSeconds(15));
            network.receive(network.last(), chunk(": ping\n\n"));
        }
        network.advance(Duration.ofMillis(34_900));
        assertThat(listener.state()).isEqualTo(OPEN);
        network.advance(Duration.ofMillis(200));
        assertThat(listener.states).containsExactly(NEW, CONNECTING, OPEN, BACKING_OFF);
        assertThat(listener.reason()).contains("nothing came for 35 s");
        assertThat(network.last().isOpen()).isFalse();
    }

    @Test
    void aDaemonThatAcceptsAndSaysNothingIsGivenUpAfterTenSeconds() {
        stream.start();
        network.advance(Duration.ofMillis(9_900));
        assertThat(listener.state()).isEqualTo(CONNECTING);
        network.advance(Duration.ofMillis(200));
        assertThat(listener.reason()).contains("no answer within 10 s");
    }

    @Test
    void aCleanEndIsAFailureLikeAnyOtherAndNoHotLoop() {
        stream.start();
        network.settle();
        int round = 0;
        for (long ms = 0; ms < 60_000; ms += 10) {
            if (network.last().isOpen() && listener.state() == CONNECTING) {
                round++;
                network.receive(network.last(), STREAM_HEAD + STREAM_END);
            }
            network.advance(Duration.ofMillis(10));
        }
        assertThat(listener.reasons).anyMatch(reason -> reason.startsWith("the daemon ended the stream"));
        assertThat(round).as("rounds in a minute, back-off up to 10 s").isBetween(8, 30);
    }

    @Test
    void aRefusedConnectionIsTriedAgainWithBackOff() {
        network.refusing = true;
        stream.start();
        network.advance(Duration.ofSeconds(60));
        long failures = listener.states.stream().filter(BACKING_OFF::equals).count();
        assertThat(failures).isBetween(8L, 30L);
        assertThat(listener.reason()).contains("Connection refused");
        network.refusing = false;
        network.advance(Duration.ofSeconds(11));
        network.receive(network.last(), STREAM_HEAD);
        assertThat(listener.state()).isEqualTo(OPEN);
        assertThat(stream.counters().opened()).isEqualTo(1);
    }

    @Test
    void afterAConnectionHasLivedTheNextAttemptComesSoon() {
        network.refusing = true;
        stream.start();
        network.advance(Duration.ofSeconds(60));
        network.refusing = false;
        network.advance(Duration.ofSeconds(11));
        network.receive(network.last(), STREAM_HEAD);
        network.advance(Duration.ofSeconds(10));
        network.cut(network.last());
        int before = network.channels.size();
        network.advance(Duration.ofMillis(210));
        assertThat(network.channels).hasSize(before + 1);
    }

    @Test
    void aRefusedTokenIsReadAnewOnceAndThenEveryThirtySeconds() {
        stream.start();
        network.receive(network.last(), HttpText.json(401, "{\"error\":\"missing or invalid\"}"));
        assertThat(tokens.rereads).isEqualTo(1);
        assertThat(listener.reason()).contains("401");
        network.advance(Duration.ofMillis(29_900));
        assertThat(network.channels).hasSize(1);
        tokens.rotate("second");
        network.advance(Duration.ofMillis(200));
        assertThat(network.channels).hasSize(2);
        network.receive(network.last(), HttpText.json(401, "{}"));
        network.advance(Duration.ofMillis(10));
        assertThat(network.sent(network.last())).contains("Bearer second");
        network.receive(network.last(), STREAM_HEAD);
        assertThat(listener.state()).isEqualTo(OPEN);
    }

    @Test
    void aTokenThatIsReadElsewhereIsUsedWhenItIsThere() {
        tokens.rotate("second");
        tokens.holdReads();
        stream.start();
        network.receive(network.last(), HttpText.json(401, "{}"));
        network.advance(Duration.ofSeconds(2));
        assertThat(network.channels).hasSize(1);
        tokens.answerReads();
        network.advance(Duration.ofMillis(10));
        assertThat(network.channels).hasSize(2);
        assertThat(network.sent(network.last())).contains("Bearer second");
    }

    @Test
    void aTokenThatKeepsBeingRefusedMakesNoHotLoop() {
        stream.start();
        for (int i = 0; i < 12_000; i++) {
            if (network.last().isOpen()) {
                network.receive(network.last(), HttpText.json(401, "{}"));
            }
            network.advance(Duration.ofMillis(10));
        }
        assertThat(network.channels).as("attempts in two minutes").hasSizeBetween(4, 5);
    }

    @Test
    void anAnswerThatIsNoStreamIsAFailure() {
        stream.start();
        network.receive(network.last(), HttpText.json(200, "{}"));
        assertThat(listener.states).containsExactly(NEW, CONNECTING, BACKING_OFF);
        network.advance(Duration.ofSeconds(1));
        network.receive(network.last(), "SSH-2.0-OpenSSH\r\n\r\n");
        assertThat(listener.reason()).contains("not HTTP");
        network.advance(Duration.ofSeconds(1));
        network.receive(network.last(), HttpText.json(503, "{}"));
        assertThat(listener.reason()).contains("503");
    }

    @Test
    void aListenerThatClosesInTheMiddleHearsNoFurtherEvent() {
        RecordingListener<DirectMessage> seen = new RecordingListener<>();
        Closing closing = new Closing(seen);
        EventStream<DirectMessage> one = stream(options, closing);
        closing.stream = one;
        one.start();
        network.receive(
                network.last(),
                STREAM_HEAD + chunk(event("direct_message", MESSAGE).repeat(3)));
        assertThat(seen.events).hasSize(1);
        assertThat(seen.state()).isEqualTo(CLOSED);
    }

    @Test
    void aListenerThatThrowsDoesNotEndTheStream() {
        RecordingListener<DirectMessage> seen = new RecordingListener<>();
        EventStream<DirectMessage> one = stream(options, new Throwing(seen));
        one.start();
        network.receive(
                network.last(),
                STREAM_HEAD + chunk(event("direct_message", MESSAGE).repeat(2)));
        assertThat(seen.events).hasSize(2);
        assertThat(seen.state()).isEqualTo(OPEN);
        one.close();
    }

    @Test
    void historyIsAskedForAfterEachConnectAndMarked() {
        RecordingListener<DirectMessage> seen = new RecordingListener<>();
        EventStream<DirectMessage> one = stream(options.withBackfill(7), seen);
        one.start();
        assertThat(network.sent(network.last())).startsWith("GET /direct/events?backfill=7 HTTP/1.1");
        network.receive(
                network.last(), STREAM_HEAD + chunk(event("history_direct_message", MESSAGE) + event("live", "{}")));
        assertThat(seen.events).hasSize(1).allMatch(DirectMessage::history);
        assertThat(seen.live).isEqualTo(1);
        one.close();
    }

    @Test
    void recordedStreamsAreReadWithoutALoss() {
        open();
        for (String name : new String[] {"nyc", "sfo", "backfill", "blocked-sender"}) {
            String text = new String(RecordedBytes.bytes("sse-direct-events-" + name + ".txt"), StandardCharsets.UTF_8);
            if (!text.isEmpty()) {
                network.receive(network.last(), chunk(text));
            }
        }
        assertThat(listener.malformed).isEmpty();
        assertThat(listener.events).hasSize(28);
        assertThat(listener.events).filteredOn(DirectMessage::history).hasSize(5);
        assertThat(stream.counters().unknown()).isZero();
    }

    /** A listener that closes its stream at the first event. */
    private static final class Closing extends Forwarding {
        @org.jspecify.annotations.Nullable
        EventStream<DirectMessage> stream;

        Closing(RecordingListener<DirectMessage> to) {
            super(to);
        }

        @Override
        public void onEvent(DirectMessage event) {
            super.onEvent(event);
            EventStream<DirectMessage> present = stream;
            if (present != null) {
                present.close();
            }
        }
    }

    /** A listener that throws after it has recorded a state or an event. */
    private static final class Throwing extends Forwarding {
        Throwing(RecordingListener<DirectMessage> to) {
            super(to);
        }

        @Override
        public void onState(ConnectionState state, String reason) {
            super.onState(state, reason);
            throw new IllegalStateException("a defect of the listener");
        }

        @Override
        public void onEvent(DirectMessage event) {
            super.onEvent(event);
            throw new IllegalStateException("a defect of the listener");
        }
    }

    private abstract static class Forwarding implements StreamListener<DirectMessage> {
        private final RecordingListener<DirectMessage> to;

        Forwarding(RecordingListener<DirectMessage> to) {
            this.to = to;
        }

        @Override
        public void onState(ConnectionState state, String reason) {
            to.onState(state, reason);
        }

        @Override
        public void onEvent(DirectMessage event) {
            to.onEvent(event);
        }

        @Override
        public void onMalformed(String reason) {
            to.onMalformed(reason);
        }
    }
}
