package dev.x0xtest.wire.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.WireLimits;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.action.NoopAck;
import dev.x0xtest.wire.action.SendDm;
import dev.x0xtest.wire.frame.Samples;
import dev.x0xtest.wire.json.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests reading and writing of results in upstream's form and in ours. */
class ResultTest {
    @Test
    void readsTheDefaultsOfAbsentMembers() throws WireException {
        Result result = parse("{\"kind\":\"ack\",\"outcome\":\"ok\",\"details\":null,\"machine_id\":null}");
        assertThat(result)
                .isEqualTo(new Result("ack", null, null, Outcome.ok(), null, WireJson.object(), "", "", "", 0));
    }

    @ParameterizedTest
    @CsvSource({"17, 17", "1.9e1, 19", "17.5, 17", "'\"17\"', 0", "null, 0", "true, 0", "1e300, 0", "[], 0"})
    void takesAnyTimestampForWhatItIsWorth(String wire, long expected) throws WireException {
        assertThat(parse("{\"kind\":\"ack\",\"outcome\":\"ok\",\"ts_ms\":" + wire + "}")
                        .tsMs())
                .isEqualTo(expected);
    }

    @Test
    void readsOurFailure() throws WireException {
        Failure failure = new Failure("blocked", "recipient_blocked", "no", "because", 403);
        Result result = Samples.result("error", Outcome.failed(failure), WireJson.object());
        assertThat(Result.parse(result.toJson())).isEqualTo(result);
    }

    @Test
    void readsASentenceOfUpstream() throws WireException {
        assertThat(failure("{\"error\":\"unknown action: dance\"}"))
                .isEqualTo(Failure.of(FailureKinds.UNKNOWN_ACTION, "unknown action: dance"));
        assertThat(failure("{\"error\":\"'agent_id'\"}"))
                .isEqualTo(Failure.of(FailureKinds.UNCLASSIFIED, "'agent_id'"));
    }

    @Test
    void readsADaemonsAnswerThatUpstreamPassesOn() throws WireException {
        assertThat(
                        failure(
                                "{\"error\":{\"ok\":false,\"error\":\"forbidden\",\"detail\":\"no entry\"},\"http_status\":403}"))
                .isEqualTo(new Failure(FailureKinds.UNCLASSIFIED, "forbidden", "no entry", null, 403));
        assertThat(
                        failure(
                                "{\"error\":{\"ok\":false,\"error\":\"no entry\",\"reason\":\"recipient_rejected\"},\"http_status\":403}"))
                .isEqualTo(new Failure(FailureKinds.UNCLASSIFIED, "recipient_rejected", "no entry", null, 403));
        assertThat(failure("{\"error\":{\"status\":502,\"reason\":\"Bad Gateway\"},\"http_status\":502}"))
                .isEqualTo(new Failure(FailureKinds.UNCLASSIFIED, "", "Bad Gateway", null, 502));
        assertThat(failure("{\"error\":{}}").message()).isEqualTo("{}");
        assertThat(failure("{\"error\":[1]}").message()).isEqualTo("[1]");
        assertThat(failure("{\"error\":7}").message()).isEqualTo("7");
    }

    @Test
    void readsTheKindThatASentenceStartsWith() throws WireException {
        assertThat(failure("{\"error\":\"malformed: missing field agent_id\"}"))
                .isEqualTo(Failure.of(FailureKinds.MALFORMED, "missing field agent_id"));
        assertThat(failure("{\"error\":\"Expecting value: line 1\"}").kind()).isEqualTo(FailureKinds.UNCLASSIFIED);
        assertThat(failure("{\"error\":{\"error\":\"busy: x\"}}"))
                .isEqualTo(new Failure(FailureKinds.UNCLASSIFIED, "busy: x", "busy: x", null, null));
        assertThat(failure("{\"error\":\"malformed: x\",\"kind\":\"newer\"}"))
                .isEqualTo(Failure.of("newer", "malformed: x"));
        assertThat(failure("{\"error\":\"" + "a_".repeat(100_000) + ": x\"}").kind())
                .isEqualTo(FailureKinds.UNCLASSIFIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"ok\":false,\"error\":\"contact not found\"},\"http_status\":404}",
                "{\"error\":{\"status\":422,\"reason\":\"Unprocessable Entity\"},\"http_status\":422}",
                "{\"error\":\"'agent_id'\"}",
                "{\"error\":\"no\",\"kind\":\"malformed\",\"code\":\"c\",\"http_status\":400}"
            })
    void writesAFailureAsItWasRead(String outcome) throws WireException {
        Result result = parse("{\"kind\":\"contact_add_result\",\"outcome\":" + outcome + "}");
        assertThat(WireJson.parseObject(result.toJson()).path("outcome")).hasToString(outcome);
    }

    @Test
    void readsABareSentence() throws WireException {
        assertThat(failure("\"timeout\"")).isEqualTo(Failure.of(FailureKinds.UNCLASSIFIED, "timeout"));
        assertThat(failure("\"\"").message()).isEmpty();
    }

    @Test
    void takesTheStatusOfUpstreamsSendFromItsDetails() throws WireException {
        Result result = parse(
                "{\"kind\":\"send_result\",\"outcome\":{\"error\":{\"error\":\"recipient_key_unavailable\"}},"
                        + "\"details\":{\"wall_clock_ms\":3,\"recipient_aid\":\"x\",\"runner_attempts\":1,\"http_status\":404}}");
        assertThat(failureOf(result).httpStatus()).isEqualTo(404);
        assertThat(failureOf(result).code()).isEqualTo("recipient_key_unavailable");
        SendDm.Details details = Actions.SEND_DM.details().decode(result.details());
        assertThat(details.httpStatus()).isEqualTo(404);
        assertThat(details.path()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "request_id reused with different command, conflict",
        "runner replay cache is full with protected commands, busy",
        "completed command result exceeds replay cache bound, unavailable",
        "runner command queue is full, queue_full",
        "runner is shutting down, shutting_down",
        "bad payload base64: Incorrect padding, malformed",
        "missing recipient_aid, malformed"
    })
    void namesTheKindOfUpstreamsRefusals(String message, String kind) throws WireException {
        assertThat(failure("{\"error\":\"" + message + "\"}").kind()).isEqualTo(kind);
    }

    @Test
    void cutsAFailureThatGoesOn() throws WireException {
        Failure failure = failure("{\"error\":\"" + "x".repeat(50_000) + "\",\"code\":\"" + "c".repeat(5_000) + "\"}");
        assertThat(failure.message()).hasSize(WireLimits.FAILURE_CHARS).endsWith("x…");
        assertThat(failure.code()).hasSize(WireLimits.IDENTIFIER_BYTES);
    }

    @Test
    void keepsContactAndGroupDetailsVerbatim() throws WireException {
        String details = "{\"ok\":true,\"contacts\":[{\"label\":\"\u00e9\",\"x\":[1,2.5,null]}]}";
        Result result = parse("{\"kind\":\"contact_list_result\",\"outcome\":\"ok\",\"details\":" + details + "}");
        assertThat(Actions.CONTACT_LIST.details().decode(result.details()))
                .isEqualTo(WireJson.parseObject(details.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anUpstreamAckSaysNothingAboutTheStream() throws WireException {
        Result result = parse("{\"kind\":\"ack\",\"outcome\":\"ok\"}");
        assertThat(Actions.NOOP_ACK.details().decode(result.details()))
                .isEqualTo(new NoopAck.Details(null, List.of(), null));
    }

    @Test
    void anUpstreamDiscoverReplyNamesItsNodeOnly() throws WireException {
        Result result = parse("{\"kind\":\"discover_reply\",\"outcome\":\"ok\",\"details\":{\"node\":\"sfo\"}}");
        Discover.Details details = Actions.DISCOVER.details().decode(result.details());
        assertThat(details.node()).isEqualTo("sfo");
        assertThat(details.features()).isEmpty();
        assertThat(details.agent()).isNull();
        assertThat(details.protocol()).isNull();
    }

    private static Failure failure(String outcome) throws WireException {
        return failureOf(parse("{\"kind\":\"error\",\"outcome\":" + outcome + "}"));
    }

    private static Failure failureOf(Result result) {
        Outcome outcome = result.outcome();
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).failure();
    }

    private static Result parse(String json) throws WireException {
        return Result.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
