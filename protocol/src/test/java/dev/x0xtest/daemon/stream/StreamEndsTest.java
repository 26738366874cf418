package dev.x0xtest.daemon.stream;

import static dev.x0xtest.daemon.HttpText.STREAM_HEAD;
import static dev.x0xtest.daemon.stream.ConnectionState.CLOSED;
import static dev.x0xtest.daemon.stream.ConnectionState.CLOSING;
import static dev.x0xtest.daemon.stream.ConnectionState.CONNECTING;
import static dev.x0xtest.daemon.stream.ConnectionState.NEW;
import static dev.x0xtest.daemon.stream.ConnectionState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.FakeNetwork;
import dev.x0xtest.daemon.ScriptedTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the beginning and the end of a stream, in virtual time, on in-memory connections. */
class StreamEndsTest {
    private final FakeNetwork network = new FakeNetwork();
    private final RecordingListener<DirectMessage> listener = new RecordingListener<>();
    private final EventStream<DirectMessage> stream = stream(listener);

    private EventStream<DirectMessage> stream(StreamListener<DirectMessage> to) {
        DaemonAddress address = DaemonAddress.parse("http://127.0.0.1:12700");
        StreamOptions options = StreamOptions.defaults(network.ticker, new Random(42));
        ScriptedTokens tokens = new ScriptedTokens("first");
        return new EventStream<>(StreamSetup.direct(address, tokens, network, options), network.loop(), options, to);
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
    void closingIsToldBeforeAndClosedAfterAndNothingFollows() {
        open();
        stream.close();
        stream.close();
        network.advance(Duration.ofMinutes(2));
        assertThat(listener.states).containsExactly(NEW, CONNECTING, OPEN, CLOSING, CLOSED);
        assertThat(network.last().isOpen()).isFalse();
        assertThat(network.channels).hasSize(1);
        assertThat(stream.closed()).isCompleted();
    }

    @Test
    void aConnectThatWinsAgainstACloseLeaksNothing() {
        network.holding = true;
        stream.start();
        network.settle();
        stream.close();
        network.settle();
        assertThat(listener.state()).isEqualTo(CLOSED);
        network.connect();
        assertThat(network.last().isOpen()).isFalse();
        assertThat(network.sent(network.last())).isEmpty();
        assertThat(listener.states).containsExactly(NEW, CONNECTING, CLOSING, CLOSED);
    }

    @Test
    void closingIsToldWhileTheConnectionStandsAndClosedWhenItIsGone() {
        List<String> told = new ArrayList<>();
        EventStream<DirectMessage> one = stream(new RecordingListener<>() {
            @Override
            public void onState(ConnectionState state, String reason) {
                told.add(state
                        + (network.channels.isEmpty() ? "" : network.last().isOpen() ? " up" : " down"));
            }
        });
        one.start();
        network.settle();
        network.receive(network.last(), STREAM_HEAD);
        one.close();
        network.settle();
        assertThat(told).containsExactly("NEW", "CONNECTING", "OPEN up", "CLOSING up", "CLOSED down");
    }

    @Test
    void afterAPauseOfTheLoopOneAttemptIsMade() {
        network.refusing = true;
        stream.start();
        network.settle();
        network.refusing = false;
        network.ticker.advance(10, TimeUnit.MINUTES);
        network.settle();
        network.settle();
        assertThat(network.channels).hasSize(1);
    }

    @Test
    void closingWhileBackingOffEndsTheAttempts() {
        network.refusing = true;
        stream.start();
        network.settle();
        stream.close();
        network.refusing = false;
        network.advance(Duration.ofMinutes(2));
        assertThat(listener.state()).isEqualTo(CLOSED);
        assertThat(network.channels).isEmpty();
    }
}
