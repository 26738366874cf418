package dev.x0xtest.daemon.rest;

import static dev.x0xtest.daemon.HttpText.answer;
import static dev.x0xtest.daemon.HttpText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.DaemonException.Kind;
import dev.x0xtest.daemon.FailedCalls;
import dev.x0xtest.daemon.FakeNetwork;
import dev.x0xtest.daemon.ScriptedTokens;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.wire.AgentId;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the REST client in virtual time, on in-memory connections. */
class RestDaemonTest {

    private static final String HEALTH = "{\"ok\":true,\"status\":\"healthy\",\"version\":\"0.48.1\",\"peers\":5,"
            + "\"send_ready_peers\":4,\"uptime_secs\":31}";
    private static final AgentId RECIPIENT = new AgentId("ab".repeat(32));

    private final FakeNetwork network = new FakeNetwork();
    private final ScriptedTokens tokens = new ScriptedTokens("first");
    private final RestDaemon daemon = daemon(new RestOptions(2, 3, Duration.ofSeconds(35), 1000));

    private RestDaemon daemon(RestOptions options) {
        DaemonAddress address = DaemonAddress.parse("http://127.0.0.1:12700");
        return new RestDaemon(address, tokens, network.loop(), options, network);
    }

    @AfterEach
    void everyBufferWasReleased() {
        daemon.close();
        assertThat(network.bytesNotReleased()).isZero();
    }

    @Test
    void aCallCarriesTokenAndHostAndReadsItsAnswer() {
        CompletableFuture<Daemon.Health> health = daemon.health();
        assertThat(network.sent(network.last()))
                .startsWith("GET /health HTTP/1.1\r\n")
                .contains("authorization: Bearer first\r\n", "host: 127.0.0.1:12700\r\n", "content-length: 0\r\n");
        network.receive(network.last(), json(200, HEALTH));
        assertThat(health).isCompletedWithValue(new Daemon.Health("0.48.1", 5, 4, 31, "healthy"));
    }

    @Test
    void aHeadThatCannotBeReadIsToldInOneShortLine() {
        CompletableFuture<Daemon.Health> health = daemon.health();
        network.receive(network.last(), "HTTP/1.1 200 OK\r\nname" + "[".repeat(4_000) + ": x\r\n\r\n");
        DaemonException failure = FailedCalls.of(health);
        assertThat(failure.kind()).isEqualTo(Kind.MALFORMED_ANSWER);
        assertThat(failure.getMessage()).startsWith("GET /health: not HTTP: ").hasSizeLessThan(300);
    }

    @Test
    void theAnswerIsReadAtEverySplitPoint() {
        byte[] bytes = json(200, HEALTH).getBytes(StandardCharsets.UTF_8);
        for (int split = 1; split < bytes.length; split++) {
            CompletableFuture<Daemon.Health> health = daemon.health();
            network.receive(network.last(), java.util.Arrays.copyOfRange(bytes, 0, split));
            assertThat(health).isNotDone();
            network.receive(network.last(), java.util.Arrays.copyOfRange(bytes, split, bytes.length));
            assertThat(health).isCompleted();
        }
        assertThat(network.channels).as("one connection for all").hasSize(1);
    }

    @Test
    void callsCountByHowTheyEnded() {
        assertThat(daemon.calls()).containsExactlyEntriesOf(Map.of("ok", 0L));
        daemon.health();
        network.receive(network.last(), json(200, HEALTH));
        daemon.health();
        network.receive(network.last(), json(404, "{\"error\":\"gone\"}"));
        daemon.health().cancel(false);
        assertThat(daemon.calls()).containsOnly(Map.entry("ok", 1L), Map.entry("not_found", 1L));
    }

    @Test
    void aSendSaysWhatWasAskedForAndLeavesOutWhatWasNot() {
        CompletableFuture<Daemon.SendResponse> sent =
                daemon.send(SendRequest.raw(RECIPIENT, new byte[] {'h', 'i'}, 12_000));
        assertThat(network.sent(network.last()))
                .contains("content-type: application/json")
                .endsWith("\r\n\r\n{\"agent_id\":\"" + RECIPIENT.hex() + "\",\"payload\":\"aGk=\","
                        + "\"prefer_raw_quic_if_connected\":true,\"raw_quic_receive_ack_ms\":12000,"
                        + "\"stop_fallback_on_raw_error\":true,\"require_durable_app_ack\":false}");
        network.receive(
                network.last(),
                json(200, "{\"ok\":true,\"path\":\"raw_quic_acked\",\"retries_used\":1,\"request_id\":\"r\"}"));
        assertThat(sent.join().path()).isEqualTo("raw_quic_acked");
        assertThat(sent.join().retriesUsed()).isEqualTo(1);
        assertThat(sent.join().observedAckIngress()).isNull();
    }

    @Test
    void aPageOfTheHistoryIsReadAndRowsOfOtherProgramsDoNotHideIt() {
        CompletableFuture<Daemon.HistoryPage> page = daemon.history(RECIPIENT, 50, 77L);
        assertThat(network.sent(network.last()))
                .startsWith("GET /history?scope=dm:" + RECIPIENT.hex() + "&limit=50&before_id=77 HTTP/1.1\r\n");
        String row = "{\"id\":76,\"author_agent\":\"" + RECIPIENT.hex() + "\",\"direction\":\"Inbound\","
                + "\"payload\":\"aGk=\",\"seen_at_ms\":1780000000123}";
        network.receive(
                network.last(),
                json(
                        200,
                        "{\"count\":4,\"next_before_id\":73,\"ok\":true,\"records\":[" + row + ","
                                + row.replace("Inbound", "Sideways") + "," + row.replace("aGk=", "%") + ",7]}"));
        Daemon.HistoryPage read = page.join();
        assertThat(read.nextBeforeId()).isEqualTo(73);
        assertThat(read.unreadable()).isEqualTo(3);
        assertThat(read.rows()).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo(76);
            assertThat(one.inbound()).isTrue();
            assertThat(one.seenAtMs()).isEqualTo(1_780_000_000_123L);
            assertThat(one.payload()).asString(StandardCharsets.US_ASCII).isEqualTo("hi");
        });
        CompletableFuture<Daemon.HistoryPage> last = daemon.history(RECIPIENT, 50, null);
        assertThat(network.sent(network.last())).contains("&limit=50 HTTP/1.1\r\n");
        network.receive(network.last(), json(200, "{\"count\":0,\"next_before_id\":null,\"ok\":true,\"records\":[]}"));
        assertThat(last.join()).isEqualTo(new Daemon.HistoryPage(List.of(), null, 0));
    }

    @Test
    void oneConnectionCarriesOneCallAtATimeAndIsKept() {
        CompletableFuture<Daemon.Health> first = daemon.health();
        CompletableFuture<Daemon.Health> second = daemon.health();
        CompletableFuture<Daemon.Health> third = daemon.health();
        network.settle();
        assertThat(network.channels).hasSize(2);
        assertThat(network.sent(network.channels.get(0))).containsOnlyOnce("GET /health");
        network.receive(network.channels.get(0), json(200, HEALTH));
        assertThat(network.sent(network.channels.get(0))).as("the third, next").containsOnlyOnce("GET /health");
        network.receive(network.channels.get(0), json(200, HEALTH));
        network.receive(network.channels.get(1), json(200, HEALTH));
        assertThat(List.of(first, second, third)).allMatch(CompletableFuture::isDone);
        assertThat(network.channels).hasSize(2);
    }

    @Test
    void moreCallsThanMayWaitAreRefusedByName() {
        List<CompletableFuture<Daemon.Health>> calls = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            calls.add(daemon.health());
        }
        DaemonException refused = FailedCalls.of(calls.get(5));
        assertThat(refused.kind()).isEqualTo(Kind.BACKPRESSURE);
        assertThat(refused.code()).isEqualTo("client_queue_full");
        assertThat(calls.subList(0, 5)).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void theDeadlineHoldsWhileWaitingForAConnectionToo() {
        List<CompletableFuture<Daemon.Health>> calls = List.of(daemon.health(), daemon.health(), daemon.health());
        network.advance(Duration.ofMillis(34_900));
        assertThat(calls).noneMatch(CompletableFuture::isDone);
        network.advance(Duration.ofMillis(200));
        assertThat(calls).allSatisfy(call -> {
            assertThat(FailedCalls.of(call).kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(FailedCalls.of(call).status()).isZero();
        });
        assertThat(network.channels).noneMatch(EmbeddedChannel::isOpen);
    }

    @Test
    void aTimedOutConnectionIsNotUsedAgain() {
        CompletableFuture<Daemon.Health> late = daemon.health();
        network.advance(Duration.ofSeconds(36));
        assertThat(late).isCompletedExceptionally();
        CompletableFuture<Daemon.Health> next = daemon.health();
        network.settle();
        assertThat(network.channels).hasSize(2);
        network.receive(network.last(), json(200, HEALTH));
        assertThat(next).isCompleted();
    }

    @Test
    void aCancelledCallGivesItsPlaceBack() {
        CompletableFuture<Daemon.Health> first = daemon.health();
        CompletableFuture<Daemon.Health> second = daemon.health();
        CompletableFuture<Daemon.Health> third = daemon.health();
        network.settle();
        first.cancel(false);
        network.settle();
        assertThat(network.channels).as("a new connection for the third").hasSize(3);
        network.receive(network.last(), json(200, HEALTH));
        assertThat(third).isCompleted();
        assertThat(second).isNotDone();
    }

    @Test
    void aStaleConnectionIsRepeatedOnceForAGet() {
        warm();
        CompletableFuture<Daemon.Health> health = daemon.health();
        network.settle();
        network.cut(network.last());
        assertThat(network.channels).hasSize(2);
        assertThat(network.sent(network.last())).startsWith("GET /health");
        network.cut(network.last());
        DaemonException lost = FailedCalls.of(health);
        assertThat(lost.kind()).isEqualTo(Kind.DISCONNECTED);
        assertThat(lost).hasCauseInstanceOf(DaemonException.Disconnected.class);
        assertThat(network.channels).hasSize(2);
    }

    @Test
    void aSendThatMayHaveBeenCarriedOutIsNeverSentAgain() {
        warm();
        CompletableFuture<Daemon.SendResponse> sent = daemon.send(SendRequest.gossip(RECIPIENT, new byte[1]));
        network.settle();
        network.cut(network.last());
        network.advance(Duration.ofMinutes(1));
        assertThat(FailedCalls.of(sent).kind()).isEqualTo(Kind.DISCONNECTED);
        assertThat(FailedCalls.lostBy(sent).requestWritten()).isTrue();
        assertThat(network.channels).hasSize(1);
    }

    @Test
    void aGetWhoseAnswerHadBegunIsNotRepeated() {
        warm();
        CompletableFuture<Daemon.Health> health = daemon.health();
        network.receive(network.last(), "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{");
        network.cut(network.last());
        assertThat(FailedCalls.of(health).kind()).isEqualTo(Kind.DISCONNECTED);
        assertThat(network.channels).hasSize(1);
    }

    @Test
    void aConnectionThatDiedWhileIdleIsNotUsed() {
        warm();
        network.cut(network.last());
        CompletableFuture<Daemon.SendResponse> sent = daemon.send(SendRequest.gossip(RECIPIENT, new byte[1]));
        assertThat(network.sent(network.last())).startsWith("POST /direct/send");
        assertThat(network.channels).hasSize(2);
        assertThat(sent).isNotDone();
    }

    @Test
    void nothingListeningIsDisconnectedWithItsCause() {
        network.refusing = true;
        DaemonException failure = FailedCalls.of(daemon.health());
        assertThat(failure.kind()).isEqualTo(Kind.DISCONNECTED);
        assertThat(failure).hasMessage("GET /health: cannot connect: Connection refused");
        DaemonException.Disconnected cause = FailedCalls.lostBy(daemon.health());
        assertThat(cause).hasCauseInstanceOf(java.net.ConnectException.class);
        assertThat(cause.requestWritten()).isFalse();
    }

    @Test
    void aRotatedTokenIsReadAnewOnceAndTheCallRepeated() {
        tokens.rotate("second");
        CompletableFuture<Daemon.SendResponse> sent = daemon.send(SendRequest.gossip(RECIPIENT, new byte[1]));
        network.receive(network.last(), json(401, "{\"error\":\"missing or invalid\"}"));
        assertThat(network.sent(network.last())).contains("Bearer first", "Bearer second");
        network.receive(network.last(), json(401, "{\"error\":\"missing or invalid\"}"));
        DaemonException refused = FailedCalls.of(sent);
        assertThat(refused.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(tokens.rereads).isEqualTo(1);
        assertThat(refused.getMessage()).doesNotContain("first").doesNotContain("second");
    }

    @Test
    void aCallWaitsForATokenThatIsReadElsewhere() {
        tokens.rotate("second");
        tokens.holdReads();
        CompletableFuture<Daemon.Health> health = daemon.health();
        network.receive(network.last(), json(401, "{}"));
        assertThat(health).isNotDone();
        assertThat(network.sent(network.last())).doesNotContain("Bearer second");
        tokens.answerReads();
        assertThat(network.sent(network.last())).contains("Bearer second");
    }

    @Test
    void aTokenThatStaysWrongIsNotTriedTwice() {
        CompletableFuture<Daemon.Health> health = daemon.health();
        network.receive(network.last(), json(401, "{}"));
        assertThat(FailedCalls.of(health).kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(network.sent(network.last())).containsOnlyOnce("GET /health");
    }

    @Test
    void anAnswerOverTheLimitIsMalformedAndEndsTheConnection() {
        CompletableFuture<Daemon.Response> answer = daemon.call("GET", "/big", null);
        network.receive(network.last(), json(200, "\"" + "x".repeat(999) + "\""));
        assertThat(FailedCalls.of(answer).kind()).isEqualTo(Kind.MALFORMED_ANSWER);
        assertThat(network.last().isOpen()).isFalse();
    }

    @Test
    void whatIsNotHttpOrNotWhatWasPromisedIsMalformed() {
        CompletableFuture<Daemon.Health> health = daemon.health();
        network.receive(network.last(), "SSH-2.0-OpenSSH_9\r\n\r\n");
        assertThat(FailedCalls.of(health).kind()).isEqualTo(Kind.MALFORMED_ANSWER);
        for (String body : new String[] {"{", "[]", "{\"peers\":1}", "{} {}", "", "[".repeat(900)}) {
            CompletableFuture<Daemon.Health> next = daemon.health();
            network.receive(network.last(), json(200, body));
            assertThat(FailedCalls.of(next).kind()).as(body).isEqualTo(Kind.MALFORMED_ANSWER);
        }
    }

    @Test
    void textAnswersAreKept() {
        CompletableFuture<Daemon.Response> answer = daemon.call("POST", "/x", null);
        network.receive(network.last(), answer(422, "text/plain; charset=utf-8", "Failed to deserialize"));
        DaemonException failure = FailedCalls.of(answer);
        assertThat(failure.kind()).isEqualTo(Kind.BAD_REQUEST);
        assertThat(failure.code()).isEqualTo("Failed to deserialize");
        assertThat(failure).hasMessage("POST /x: HTTP 422, Failed to deserialize");
        assertThat(failure.reason()).isEqualTo("X");
        CompletableFuture<Daemon.Response> fine = daemon.call("GET", "/x", null);
        network.receive(network.last(), answer(200, "text/plain", "hello"));
        assertThat(fine.join().body().textValue()).isEqualTo("hello");
    }

    @Test
    void anAnswerThatEndsTheConnectionIsReadAndTheConnectionNotKept() {
        CompletableFuture<Daemon.Health> health = daemon.health();
        network.receive(
                network.last(), json(200, HEALTH).replace("content-length", "connection: close\r\ncontent-length"));
        assertThat(health).isCompleted();
        assertThat(network.last().isOpen()).isFalse();
    }

    @Test
    void anUnknownSubscriptionCountsAsRemoved() {
        CompletableFuture<?> removed = daemon.unsubscribe("333f/../x");
        assertThat(network.sent(network.last())).startsWith("DELETE /subscribe/333f%2F..%2Fx HTTP/1.1");
        network.receive(network.last(), json(404, "{\"ok\":false,\"error\":\"subscription not found\"}"));
        assertThat(removed).isCompletedWithValue(null);
        CompletableFuture<?> failed = daemon.unsubscribe("333f");
        network.receive(network.last(), json(500, "{}"));
        assertThat(FailedCalls.of(failed).kind()).isEqualTo(Kind.DAEMON_ERROR);
    }

    @Test
    void whatCouldEndTheRequestLineIsRefused() {
        for (String path : new String[] {"groups", "/a b", "/a\r\nx: y", "/ü"}) {
            assertThat(FailedCalls.of(daemon.call("GET", path, null)).kind()).isEqualTo(Kind.BAD_REQUEST);
        }
        assertThat(FailedCalls.of(daemon.call("GET\r\n", "/", null)).kind()).isEqualTo(Kind.BAD_REQUEST);
        assertThat(network.channels).isEmpty();
    }

    @Test
    void closingFailsWhatIsUnderWayAndWhatComesAfter() {
        List<CompletableFuture<Daemon.Health>> calls = List.of(daemon.health(), daemon.health(), daemon.health());
        network.settle();
        daemon.close();
        daemon.close();
        network.settle();
        assertThat(calls).allMatch(call -> FailedCalls.of(call).kind() == Kind.CLOSED);
        assertThat(FailedCalls.of(daemon.health()).kind()).isEqualTo(Kind.CLOSED);
        assertThat(network.channels).hasSize(2).noneMatch(EmbeddedChannel::isOpen);
    }

    private void warm() {
        CompletableFuture<Daemon.Health> health = daemon.health();
        network.sent(network.last());
        network.receive(network.last(), json(200, HEALTH));
        assertThat(health).isCompleted();
    }
}
