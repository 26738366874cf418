package dev.x0xtest.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.daemon.rest.RestDaemon;
import dev.x0xtest.daemon.rest.RestOptions;
import dev.x0xtest.daemon.stream.ConnectionState;
import dev.x0xtest.daemon.stream.EventStream;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.daemon.stream.StreamOptions;
import dev.x0xtest.testkit.fuzz.Fuzz;
import dev.x0xtest.testkit.fuzz.FuzzTarget;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Resources;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Feeds the clients of x0xd with damaged bytes as they come from a connection: heads, chunks, events and JSON. A call ends with a
 * value or a {@link DaemonException}, a stream goes on or connects again, and no buffer is lost.
 */
class DaemonFuzzTest {
    private static final DaemonAddress ADDRESS = DaemonAddress.parse("http://127.0.0.1:12700");
    private static final AgentId RECIPIENT = new AgentId("ab".repeat(32));
    private static final RestOptions OPTIONS = new RestOptions(2, 3, Duration.ofSeconds(1), 64_000);
    /** No history was recorded; this is its form. */
    private static final String HISTORY = "{\"ok\":true,\"records\":[{\"id\":7,\"author_agent\":\"" + RECIPIENT.hex()
            + "\",\"direction\":\"Inbound\",\"seen_at_ms\":1795248700071,\"payload\":\"MDEyMzQ1Njc=\"}],\"next_before_id\":7}";

    private static final List<String> STREAMS = List.of(
            "sse-direct-events-backfill.txt",
            "sse-direct-events-blocked-sender.txt",
            "sse-direct-events-nyc.txt",
            "sse-direct-events-sfo.txt");

    static Stream<FuzzTarget> targets() {
        return Stream.of(
                FuzzTarget.silent(
                                "event streams",
                                STREAMS.stream().map(DaemonFuzzTest::stream).toList(),
                                DaemonFuzzTest::isRead)
                        .oneOf(4),
                call("answers: health", "health", RestDaemon::health),
                call("answers: agent", "agent", RestDaemon::agent),
                call("answers: peers", "peers", RestDaemon::peers),
                call("answers: connections", "direct connections", RestDaemon::directConnections),
                call("answers: diagnostics", "diagnostics dm", RestDaemon::dmDiagnostics),
                call("answers: subscribe", "subscribe", daemon -> daemon.subscribe("topic")),
                call("answers: history", "history", daemon -> daemon.history(RECIPIENT, 50, null)),
                call(
                        "answers: send",
                        "direct send",
                        daemon -> daemon.send(SendRequest.raw(RECIPIENT, new byte[8], 500))));
    }

    private static FuzzTarget call(String name, String recorded, Function<RestDaemon, CompletableFuture<?>> call) {
        return FuzzTarget.of(name, answers(recorded), DaemonException.class, damaged -> isAnswered(call, damaged))
                .oneOf(16);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whatIsDamagedIsTakenOrRefusedAndLeavesNothingBehind(FuzzTarget target) {
        Fuzz.run(target);
    }

    private static boolean isAnswered(Function<RestDaemon, CompletableFuture<?>> call, byte[] damaged)
            throws Exception {
        FakeNetwork network = new FakeNetwork();
        RestDaemon daemon = RestDaemon.open(ADDRESS, new ScriptedTokens("token"), network.loop(), OPTIONS, network);
        CompletableFuture<?> answer = call.apply(daemon);
        network.sent(network.last());
        received(network, damaged);
        if (!answer.isDone()) {
            network.advance(OPTIONS.deadline().plusMillis(20));
        }
        daemon.close();
        assertThat(network.bytesNotReleased()).isZero();
        assertThat(answer).isDone();
        try {
            answer.join();
            return true;
        } catch (CompletionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** In two parts, as packets come. */
    private static void received(FakeNetwork network, byte[] bytes) {
        EmbeddedChannel channel = network.last();
        int middle = bytes.length / 2;
        network.receive(channel, Arrays.copyOf(bytes, middle));
        if (channel.isOpen()) {
            network.receive(channel, Arrays.copyOfRange(bytes, middle, bytes.length));
        }
    }

    private static boolean isRead(byte[] damaged) {
        FakeNetwork network = new FakeNetwork();
        Heard heard = new Heard();
        StreamOptions options = StreamOptions.defaults(network.ticker, new Random(42));
        EventStream<DirectMessage> stream =
                EventStream.direct(ADDRESS, new ScriptedTokens("token"), network.loop(), network, options, heard);
        stream.start();
        network.settle();
        received(network, damaged);
        boolean undisturbed = network.last().isOpen() && heard.malformed == 0;
        stream.close();
        network.settle();
        assertThat(stream.closed()).isDone();
        assertThat(network.bytesNotReleased()).isZero();
        return undisturbed;
    }

    private static final class Heard implements StreamListener<DirectMessage> {
        private int malformed;

        @Override
        public void onState(ConnectionState state, String reason) {
            assertThat(reason.lines().count()).as(reason).isLessThanOrEqualTo(1);
        }

        @Override
        public void onEvent(DirectMessage event) {
            assertThat(event.payload()).isNotNull();
        }

        @Override
        public void onMalformed(String reason) {
            malformed++;
            assertThat(reason.lines().count()).as(reason).isEqualTo(1);
        }
    }

    private static byte[] stream(String file) {
        String events = Resources.text("recorded/" + file).replaceAll("(?m)^# .*\\n", "");
        String some = events.substring(0, Math.min(events.length(), 12_000));
        StringBuilder chunks = new StringBuilder(HttpText.STREAM_HEAD);
        for (String event : some.split("(?<=\n\n)", -1)) {
            chunks.append(event.isEmpty() ? "" : HttpText.chunk(event));
        }
        return chunks.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The recorded answers whose names begin so. */
    private static List<byte[]> answers(String name) {
        List<byte[]> answers = new ArrayList<>();
        if (name.equals("history")) {
            answers.add(HttpText.json(200, HISTORY).getBytes(StandardCharsets.UTF_8));
        }
        try {
            for (JsonNode exchange : new ObjectMapper().readTree(Resources.bytes("recorded/rest.json"))) {
                JsonNode body = exchange.path("response").path("json");
                if (exchange.path("name").asText().startsWith(name) && !body.isMissingNode()) {
                    int status = exchange.path("response").path("status").asInt();
                    answers.add(HttpText.json(status, body.toString()).getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answers;
    }
}
