package dev.x0xtest.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.x0xtest.daemon.DaemonException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonErrorsTest {

    /** The kind to expect of each recorded answer of x0xd 0.48.1 outside 2xx, by the name of the recorded call. */
    private static final Map<String, Kind> RECORDED = Map.ofEntries(
            Map.entry("no token", Kind.UNAUTHORIZED),
            Map.entry("wrong token", Kind.UNAUTHORIZED),
            Map.entry("unknown path", Kind.NOT_FOUND),
            Map.entry("unknown path no token", Kind.UNAUTHORIZED),
            Map.entry("wrong method", Kind.BAD_REQUEST),
            Map.entry("card import object", Kind.BAD_REQUEST),
            Map.entry("card import garbage", Kind.BAD_REQUEST),
            Map.entry("publish bad base64", Kind.BAD_REQUEST),
            Map.entry("publish empty topic", Kind.BAD_REQUEST),
            Map.entry("unsubscribe again", Kind.NOT_FOUND),
            Map.entry("direct send durable logical id conflict", Kind.CONFLICT),
            Map.entry("direct send logical id on v1", Kind.BAD_REQUEST),
            Map.entry("direct send unknown agent durable", Kind.UNDISCOVERED),
            Map.entry("direct send unknown agent raw", Kind.UNDISCOVERED),
            Map.entry("direct send bad id", Kind.BAD_REQUEST),
            Map.entry("direct send bad base64", Kind.BAD_REQUEST),
            Map.entry("direct send no payload", Kind.BAD_REQUEST),
            Map.entry("direct send malformed json", Kind.BAD_REQUEST),
            Map.entry("direct send wrong content type", Kind.BAD_REQUEST),
            Map.entry("direct send durable too large", Kind.TOO_LARGE),
            Map.entry("body over 1 MiB", Kind.TOO_LARGE),
            Map.entry("contact add unknown key", Kind.BAD_REQUEST),
            Map.entry("contact add bad level", Kind.BAD_REQUEST),
            Map.entry("contact delete again", Kind.NOT_FOUND),
            Map.entry("group info unknown", Kind.NOT_FOUND),
            Map.entry("group messages", Kind.BAD_REQUEST),
            Map.entry("group send", Kind.BAD_REQUEST),
            Map.entry("shutdown wrong method", Kind.BAD_REQUEST),
            Map.entry("direct send durable to a recipient that blocks the sender", Kind.TIMEOUT));

    @Test
    void everyRecordedErrorHasTheKindItShould() throws IOException {
        Map<String, Kind> seen = new LinkedHashMap<>();
        try (InputStream in = DaemonErrorsTest.class.getResourceAsStream("/recorded/rest.json")) {
            JsonNode calls = DaemonJson.parse(
                            java.util.Objects.requireNonNull(in).readAllBytes())
                    .orElseThrow();
            for (JsonNode call : calls) {
                JsonNode response = call.path("response");
                int status = response.path("status").asInt();
                JsonNode body = response.has("json")
                        ? response.path("json")
                        : TextNode.valueOf(response.path("text").asText(""));
                if (status / 100 != 2) {
                    DaemonException error = DaemonException.answered(status, body);
                    assertThat(error.status()).isEqualTo(status);
                    assertThat(error.body()).isEqualTo(body);
                    assertThat(error.getMessage()).hasSizeLessThan(600).doesNotContain("\n");
                    seen.put(call.path("name").asText(), error.kind());
                }
            }
        }
        assertThat(seen).containsExactlyInAnyOrderEntriesOf(RECORDED);
    }

    @ParameterizedTest
    @CsvSource({
        "403, agent is blocked, BLOCKED",
        "403, recipient_rejected, REJECTED",
        "403, /shutdown requires the durable API token (not a session token), UNAUTHORIZED",
        "403, admin role required, REJECTED",
        "409, recipient_key_invalid, UNDISCOVERED",
        "409, recipient_ack_semantics_unavailable, UNSUPPORTED",
        "409, recipient_upgrade_required, UNSUPPORTED",
        "409, group is withdrawn, CONFLICT",
        "429, invite_cap_reached, BACKPRESSURE",
        "500, envelope_construction, DAEMON_ERROR",
        "500, publish_failed, DAEMON_ERROR",
        "502, peer_likely_offline, UNREACHABLE",
        "502, peer_disconnected, UNREACHABLE",
        "503, no_connectivity, UNREACHABLE",
        "503, receiver_backpressured, BACKPRESSURE",
        "503, local_gossip_unavailable, DAEMON_ERROR",
        "503, daemon is shutting down, DAEMON_ERROR",
        "504, timeout, TIMEOUT",
        "504, something else, TIMEOUT",
        "302, '', MALFORMED_ANSWER",
        "418, '', BAD_REQUEST"
    })
    void statusAndCodeDecideTheKind(int status, String code, Kind kind) {
        assertThat(DaemonErrors.kind(status, code)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "403 | {'reason':'recipient_rejected','error':'forbidden'} | recipient_rejected | REJECTED",
                "503 | {'reason':'receiver_backpressured','error':'try again later'} | receiver_backpressured | BACKPRESSURE",
                "503 | {'reason':'','error':'no_connectivity'} | no_connectivity | UNREACHABLE",
                "503 | {'reason':null,'error':'no_connectivity'} | no_connectivity | UNREACHABLE",
                "504 | {'reason':'timeout'} | timeout | TIMEOUT",
                "403 | {'reason':'agent is blocked','error':'blocked'} | agent is blocked | BLOCKED",
                "403 | {'reason':'The contact list of this host says so','error':'agent is blocked'} | agent is blocked | BLOCKED",
                "502 | {'reason':'a_code_of_tomorrow','error':'peer_disconnected'} | a_code_of_tomorrow | UNREACHABLE",
                "409 | {'error':'group is withdrawn','reason':{'a':1}} | group is withdrawn | CONFLICT",
                "500 | {'reason':'Disk full'} | `` | DAEMON_ERROR",
                "503 | {'error':{'code':'no_connectivity','message':'No route'}} | no_connectivity | UNREACHABLE",
                "502 | {'error':{'reason':'peer_disconnected'}} | peer_disconnected | UNREACHABLE",
                "504 | {'ok':false,'detail':{'error':{'code':'timeout'}}} | timeout | TIMEOUT",
                "503 | {'code':'receiver_backpressured','error':'Try later'} | receiver_backpressured | BACKPRESSURE",
                "503 | {'error':'Try later','detail':{'code':'receiver_backpressured'}} | receiver_backpressured | BACKPRESSURE",
                "503 | {'error':{'message':'Disk full'}} | Disk full | DAEMON_ERROR",
                "502 | 'peer_disconnected' | peer_disconnected | UNREACHABLE",
                "500 | {'error':{'error':{'error':{'error':{'code':'too_deep'}}}}} | `` | DAEMON_ERROR",
            })
    void theCodeIsTheReasonThenTheError(int status, String body, String code, Kind kind) {
        DaemonException error = DaemonException.answered(
                status, DaemonJson.parse(body.replace('\'', '"')).orElseThrow());
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.kind()).isEqualTo(kind);
    }

    @Test
    void theOtherTextIsTheDetailWhenThereIsNone() {
        DaemonException error = DaemonException.answered(
                403,
                DaemonJson.parse("{\"reason\":\"recipient_rejected\",\"error\":\"Not in the allow list\"}")
                        .orElseThrow());
        assertThat(error).hasMessage("HTTP 403, recipient_rejected: Not in the allow list");
    }

    @Test
    void theTextOfANestedErrorIsTheDetailWhenThereIsNone() {
        DaemonException error = DaemonException.answered(
                503,
                DaemonJson.parse("{\"error\":{\"code\":\"no_connectivity\",\"message\":\"No route\"}}")
                        .orElseThrow());
        assertThat(error).hasMessage("HTTP 503, no_connectivity: No route");
    }

    /** What x0xd 0.48.1 answers to a probe of a machine that it has no record of, and to one that it cannot read. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "503 | probe failed: Endpoint error: Peer not found: PeerId([171, 171]) | DAEMON_ERROR",
                "400 | invalid hex peer_id: Invalid character 'z' at position 0 | BAD_REQUEST",
            })
    void theSentenceOfAFailedProbeIsItsCode(int status, String sentence, Kind kind) {
        DaemonException error = DaemonException.answered(
                status, DaemonJson.object().put("ok", false).put("error", sentence));
        assertThat(error.code()).isEqualTo(sentence);
        assertThat(error.kind()).isEqualTo(kind);
    }

    @Test
    void aHostileAnswerBecomesOneBoundedLine() {
        DaemonException error = DaemonException.answered(400, TextNode.valueOf("a\r\n\u001b[31mb".repeat(1000)));
        assertThat(error.getMessage()).hasSizeLessThan(300).doesNotContain("\n", "\u001b");
    }
}
