package dev.x0xtest.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.daemon.DaemonException.Kind;
import dev.x0xtest.daemon.ScriptedServer.Reply;
import dev.x0xtest.daemon.rest.RestDaemon;
import dev.x0xtest.daemon.rest.RestOptions;
import dev.x0xtest.daemon.stream.ConnectionState;
import dev.x0xtest.daemon.stream.EventStream;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.daemon.stream.StreamOptions;
import dev.x0xtest.wire.AgentId;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests the REST client and the event streams over real loopback sockets. */
@Timeout(60)
class LoopbackTest {

    private static final String HEALTH = "{\"ok\":true,\"status\":\"healthy\",\"version\":\"0.48.1\"}";
    private static final String SENT = "{\"ok\":true,\"path\":\"raw_quic_acked\",\"request_id\":\"r\"}";

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = (EventLoop) group.next();
    private final TokenSource token = TokenSource.literal("token");

    @AfterEach
    void stop() throws InterruptedException {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).await();
    }

    private RestDaemon open(ScriptedServer server) {
        return RestDaemon.open(server.address(), token, loop, RestOptions.defaults());
    }

    @Test
    void thirtySendsAtOnceShareTheConnections() {
        try (ScriptedServer server = new ScriptedServer(request -> new Reply(HttpText.json(200, SENT), false));
                RestDaemon daemon = open(server)) {
            for (int round = 0; round < 5; round++) {
                List<CompletableFuture<Daemon.SendResponse>> sends = new ArrayList<>();
                for (int i = 0; i < 30; i++) {
                    sends.add(daemon.send(SendRequest.raw(new AgentId("ab".repeat(32)), new byte[64], 12_000)));
                }
                assertThat(sends).allMatch(send -> send.join().path().equals("raw_quic_acked"));
            }
            assertThat(server.requests).hasSize(150);
            assertThat(server.connections).hasSizeLessThanOrEqualTo(16);
        }
    }

    @Test
    void futuresCompleteOnTheEventLoop() {
        try (ScriptedServer server = new ScriptedServer(request -> new Reply(HttpText.json(200, HEALTH), false));
                RestDaemon daemon = open(server)) {
            CompletableFuture<Boolean> onLoop = new CompletableFuture<>();
            var unused = daemon.health().whenComplete((health, failure) -> onLoop.complete(loop.inEventLoop()));
            assertThat(onLoop.join()).isTrue();
        }
    }

    @Test
    void aServerThatClosesAfterEachAnswerFailsNoCall() {
        try (ScriptedServer server = new ScriptedServer(request -> new Reply(HttpText.json(200, HEALTH), true));
                RestDaemon daemon = open(server)) {
            for (int i = 0; i < 50; i++) {
                assertThat(daemon.health().join().version()).isEqualTo("0.48.1");
            }
        }
    }

    @Test
    void nothingListeningIsOneClearLine() {
        DaemonAddress address;
        try (ScriptedServer server = new ScriptedServer(request -> new Reply("", true))) {
            address = server.address();
        }
        try (RestDaemon daemon = RestDaemon.open(address, token, loop, RestOptions.defaults())) {
            assertThatThrownBy(() -> daemon.health().join())
                    .cause()
                    .isInstanceOf(DaemonException.class)
                    .hasMessageContaining("GET /health: cannot connect: Connection refused")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void aServerThatNeverAnswersMeetsTheDeadline() {
        RestOptions hasty = RestOptions.defaults().withDeadline(Duration.ofMillis(200));
        try (ScriptedServer server = new ScriptedServer(request -> new Reply("", false));
                RestDaemon daemon = RestDaemon.open(server.address(), token, loop, hasty)) {
            assertThatThrownBy(() -> daemon.health().join())
                    .cause()
                    .isInstanceOfSatisfying(
                            DaemonException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT));
        }
    }

    @Test
    void aStreamThatIsCutIsOpenedAgain() throws InterruptedException {
        String head = HttpText.STREAM_HEAD + HttpText.chunk(": ping\n\n");
        BlockingQueue<ConnectionState> states = new LinkedBlockingQueue<>();
        StreamOptions options = StreamOptions.defaults(Ticker.systemTicker(), new Random(1));
        try (ScriptedServer server = new ScriptedServer(request -> new Reply(head, false))) {
            EventStream<DirectMessage> stream = EventStream.direct(
                            server.address(), token, loop, options, new QueueingListener(states))
                    .start();
            for (int round = 0; round < 3; round++) {
                awaitState(states, ConnectionState.OPEN);
                server.closeConnections();
                awaitState(states, ConnectionState.BACKING_OFF);
            }
            awaitState(states, ConnectionState.OPEN);
            stream.close();
            stream.closed().join();
            assertThat(states).containsExactly(ConnectionState.CLOSING, ConnectionState.CLOSED);
        }
    }

    private static void awaitState(BlockingQueue<ConnectionState> states, ConnectionState expected)
            throws InterruptedException {
        ConnectionState next = states.poll(30, TimeUnit.SECONDS);
        while (next != expected && next != null) {
            next = states.poll(30, TimeUnit.SECONDS);
        }
        assertThat(next).isEqualTo(expected);
    }

    private record QueueingListener(BlockingQueue<ConnectionState> states) implements StreamListener<DirectMessage> {
        @Override
        public void onState(ConnectionState state, String reason) {
            states.add(state);
        }

        @Override
        public void onEvent(DirectMessage event) {
            throw new AssertionError("nothing was sent");
        }

        @Override
        public void onMalformed(String reason) {
            throw new AssertionError(reason);
        }
    }
}
