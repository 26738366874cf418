package dev.x0xtest.coordinator.run.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.run.cell.SenderRecord;
import dev.x0xtest.coordinator.run.cell.SenderRecords;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.result.Result;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the table of refusals, on results as they come over the wire. */
class RefusalTest {
    private static Result result(String kind, String outcome, String details) throws WireException {
        String json = "{\"kind\":\"" + kind + "\",\"command_id\":\"c\",\"request_id\":\"c\",\"outcome\":" + outcome
                + ",\"details\":" + details + ",\"node\":\"n1\"}";
        return Result.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static SenderRecord record(String outcome) throws WireException {
        return SenderRecords.of(result("error", outcome, "{}"));
    }

    @ParameterizedTest
    @CsvSource({
        "runner command queue is full, true",
        "runner replay cache is full with protected commands, true",
        "runner is shutting down, true",
        "request_id reused with different command, false",
        "completed command result exceeds replay cache bound, false",
        "unknown action: dance, false",
        "local variable referenced before assignment, false"
    })
    void whichOfUpstreamsSentencesMeanAgain(String sentence, boolean again) throws WireException {
        String object = "{\"error\":\"" + sentence + "\"}";
        assertThat(Refusal.again(result("error", object, "{}")).isPresent()).isEqualTo(again);
        assertThat(Refusal.again(result("error", "\"" + sentence + "\"", "{}")).isPresent())
                .isEqualTo(again);
    }

    @ParameterizedTest
    @CsvSource({"queue_full", "busy", "shutting_down"})
    void ourKindsMeanAgainWithAnySentenceAndKindOfResult(String kind) throws WireException {
        String outcome = "{\"error\":\"later\",\"kind\":\"" + kind + "\"}";
        assertThat(Refusal.again(result("error", outcome, "{}"))).isPresent();
        assertThat(Refusal.again(result("send_result", outcome, "{}"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "request_id reused with different command",
        "unknown action: send_dm",
        "missing recipient_aid",
        "bad payload base64: Incorrect padding"
    })
    void whatUpstreamRefusesForGoodWasNotSent(String sentence) throws WireException {
        assertThat(record("{\"error\":\"" + sentence + "\"}"))
                .isEqualTo(new SenderRecord.NotAttempted("the source's runner did not send: " + sentence));
    }

    @ParameterizedTest
    @CsvSource({"conflict", "malformed", "not_allowed", "unknown_action"})
    void whatOursRefusesForGoodWasNotSent(String kind) throws WireException {
        assertThat(record("{\"error\":\"no\",\"kind\":\"" + kind + "\"}"))
                .isEqualTo(new SenderRecord.NotAttempted("the source's runner did not send: no"));
    }

    @ParameterizedTest
    @CsvSource({"completed command result exceeds replay cache bound", "local variable referenced before assignment"})
    void whatUpstreamCannotTellIsNoReport(String sentence) throws WireException {
        assertThat(record("{\"error\":\"" + sentence + "\"}"))
                .isEqualTo(new SenderRecord.NoReport("the source's runner gives no record: " + sentence));
    }

    @ParameterizedTest
    @CsvSource({"unavailable", "too_large", "internal_error", "something_newer"})
    void whatOursCannotTellIsNoReport(String kind) throws WireException {
        assertThat(record("{\"error\":\"no\",\"kind\":\"" + kind + "\"}"))
                .isEqualTo(new SenderRecord.NoReport("the source's runner gives no record: no"));
    }

    @Test
    void aConflictAtTheDaemonIsNoneAtTheRunner() throws WireException {
        String outcome =
                "{\"error\":\"no\",\"kind\":\"conflict\",\"code\":\"idempotency_conflict\",\"http_status\":409}";
        String details = "{\"recipient_aid\":\"" + "b2".repeat(32)
                + "\",\"runner_attempts\":1,\"wall_clock_ms\":4,\"http_status\":409,\"code\":\"idempotency_conflict\"}";
        assertThat(SenderRecords.of(result("send_result", outcome, details)))
                .isEqualTo(new SenderRecord.Refused("409 idempotency_conflict", "no", true, 4));
    }

    @ParameterizedTest
    @EnumSource(DaemonException.Kind.class)
    void noDaemonsFailureMeansAgain(DaemonException.Kind kind) {
        assertThat(Refusal.of(kind.name().toLowerCase(Locale.ROOT))).isNotEqualTo(Refusal.AGAIN);
    }

    @Test
    void pausesDoubleUpToFourSecondsAndAreTheSameForEverybody() {
        LongStream pauses = IntStream.rangeClosed(1, 6).mapToLong(Refusal::pauseNanos);
        assertThat(pauses.map(nanos -> nanos / 1_000_000)).containsExactly(500L, 1000L, 2000L, 4000L, 4000L, 4000L);
        assertThat(Refusal.pauseNanos(Integer.MAX_VALUE)).isEqualTo(4_000_000_000L);
    }
}
