package dev.x0xtest.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.WireException.Kind;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultChunk;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Feeds hostile input to the decoders of frames, commands, results and chunks. Each input must fail quickly with the
 * right kind of error.
 */
@Timeout(value = 10, unit = TimeUnit.SECONDS)
class HostileInputTest {
    private static final int MEBIBYTE = 1024 * 1024;

    static Stream<Arguments> hostileFrames() {
        return Stream.of(
                Arguments.of("two fields", bytes("x0xtest|cmd"), Kind.NOT_A_FRAME),
                Arguments.of("prefix alone", bytes("x0xtest|"), Kind.NOT_A_FRAME),
                Arguments.of("hop of three fields", bytes("x0xtest|hop|r1"), Kind.NOT_A_FRAME),
                Arguments.of("hop of four fields", bytes("x0xtest|hop|r1|d"), Kind.NOT_A_FRAME),
                Arguments.of("hop without id", bytes("x0xtest|hop||d||p"), Kind.BAD_VALUE),
                Arguments.of("hop with a long id", bytes("x0xtest|hop|" + "r".repeat(257) + "|d||p"), Kind.TOO_LARGE),
                Arguments.of("hop with an id that is not UTF-8", latin("x0xtest|hop|\u00ff|d||p"), Kind.BAD_VALUE),
                Arguments.of("legacy with an id that is not UTF-8", latin("x0xtest|\u00ff|d|p"), Kind.BAD_VALUE),
                Arguments.of("a mebibyte of bars", bytes("x0xtest" + "|".repeat(MEBIBYTE - 7)), Kind.BAD_VALUE),
                Arguments.of("more than a mebibyte of bars", bytes("x0xtest" + "|".repeat(MEBIBYTE)), Kind.TOO_LARGE),
                Arguments.of("base64 without padding", bytes("x0xtest|cmd|e30"), Kind.BAD_BASE64),
                Arguments.of("URL base64", bytes("x0xtest|cmd|__--"), Kind.BAD_BASE64),
                Arguments.of("base64 with a line break", bytes("x0xtest|cmd|e3\r\n"), Kind.BAD_BASE64),
                Arguments.of("padding in the middle", bytes("x0xtest|cmd|e30=e30="), Kind.BAD_BASE64),
                Arguments.of("a signature after a chunk", bytes("x0xtest|res2|e30=|sig"), Kind.BAD_BASE64),
                Arguments.of("an empty command", bytes("x0xtest|cmd|"), Kind.BAD_JSON),
                Arguments.of("a large chunk", bytes("x0xtest|res2|" + "A".repeat(49_200)), Kind.TOO_LARGE));
    }

    static Stream<Arguments> hostileCommands() {
        return Stream.of(
                Arguments.of("not JSON", "hello", Kind.BAD_JSON),
                Arguments.of("an array", "[]", Kind.BAD_JSON),
                Arguments.of("a number", "1", Kind.BAD_JSON),
                Arguments.of("null", "null", Kind.BAD_JSON),
                Arguments.of("two documents", "{} {}", Kind.BAD_JSON),
                Arguments.of("cut", "{\"action\":\"disc", Kind.BAD_JSON),
                Arguments.of("NaN", "{\"action\":NaN}", Kind.BAD_JSON),
                Arguments.of("a comment", "{/**/}", Kind.BAD_JSON),
                Arguments.of("a duplicate key", "{\"action\":\"a\",\"action\":\"b\"}", Kind.BAD_JSON),
                Arguments.of(
                        "a duplicate key below",
                        "{\"action\":\"a\",\"params\":{\"x\":{\"a\":1,\"a\":1}}}",
                        Kind.BAD_JSON),
                Arguments.of("deep arrays", "{\"action\":" + "[".repeat(500_000), Kind.TOO_LARGE),
                Arguments.of("deep objects", "{\"a\":".repeat(100_000), Kind.TOO_LARGE),
                Arguments.of("33 levels", "{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}", Kind.TOO_LARGE),
                Arguments.of("a number of 65 digits", "{\"a\":" + "9".repeat(65) + "}", Kind.TOO_LARGE),
                Arguments.of("a number of 600,000 digits", "{\"a\":" + "9".repeat(600_000) + "}", Kind.TOO_LARGE),
                Arguments.of("a long name", "{\"" + "a".repeat(1_025) + "\":1}", Kind.TOO_LARGE),
                Arguments.of("300,000 elements", "{\"a\":[" + "0,".repeat(299_999) + "0]}", Kind.TOO_LARGE),
                Arguments.of("no action", "{}", Kind.MISSING_FIELD),
                Arguments.of("a null action", "{\"action\":null}", Kind.MISSING_FIELD),
                Arguments.of("an action of 257 bytes", "{\"action\":\"" + "a".repeat(257) + "\"}", Kind.TOO_LARGE),
                Arguments.of("a number as action", "{\"action\":1}", Kind.WRONG_TYPE),
                Arguments.of("a number as id", "{\"action\":\"a\",\"command_id\":7}", Kind.WRONG_TYPE),
                Arguments.of("a list of parameters", "{\"action\":\"a\",\"params\":[]}", Kind.WRONG_TYPE),
                Arguments.of(
                        "a number as request id", "{\"action\":\"a\",\"params\":{\"request_id\":7}}", Kind.WRONG_TYPE),
                Arguments.of("a short anchor", "{\"action\":\"a\",\"anchor_aid\":\"a1\"}", Kind.BAD_VALUE),
                Arguments.of(
                        "two anchors",
                        "{\"action\":\"a\",\"anchor_aid\":\"" + "a1".repeat(32) + "\",\"params\":{\"anchor_aid\":\""
                                + "b2".repeat(32) + "\"}}",
                        Kind.CONFLICT));
    }

    static Stream<Arguments> hostileResults() {
        return Stream.of(
                Arguments.of("no kind", "{\"outcome\":\"ok\"}", Kind.MISSING_FIELD),
                Arguments.of("no outcome", "{\"kind\":\"ack\"}", Kind.MISSING_FIELD),
                Arguments.of("no error", "{\"kind\":\"ack\",\"outcome\":{}}", Kind.MISSING_FIELD),
                Arguments.of("a numeric outcome", "{\"kind\":\"ack\",\"outcome\":1}", Kind.WRONG_TYPE),
                Arguments.of(
                        "a list of details", "{\"kind\":\"a\",\"outcome\":\"ok\",\"details\":[]}", Kind.WRONG_TYPE),
                Arguments.of("a numeric node", "{\"kind\":\"a\",\"outcome\":\"ok\",\"node\":1}", Kind.WRONG_TYPE));
    }

    static Stream<Arguments> hostileChunks() {
        return Stream.of(
                Arguments.of("version 1", chunk("\"v\":2", "\"v\":1"), Kind.BAD_VALUE),
                Arguments.of("a version of text", chunk("\"v\":2", "\"v\":\"2\""), Kind.WRONG_TYPE),
                Arguments.of("no version", chunk(",\"v\":2", ""), Kind.MISSING_FIELD),
                Arguments.of("true as index", chunk("\"index\":0", "\"index\":true"), Kind.WRONG_TYPE),
                Arguments.of("a fraction as index", chunk("\"index\":0", "\"index\":0.0"), Kind.WRONG_TYPE),
                Arguments.of("a negative index", chunk("\"index\":0", "\"index\":-1"), Kind.BAD_VALUE),
                Arguments.of("an index beyond the count", chunk("\"index\":0", "\"index\":3"), Kind.BAD_VALUE),
                Arguments.of("an index beyond 32 bits", chunk("\"index\":0", "\"index\":4294967296"), Kind.BAD_VALUE),
                Arguments.of("no chunks", chunk("\"count\":3", "\"count\":0"), Kind.BAD_VALUE),
                Arguments.of("193 chunks", chunk("\"count\":3", "\"count\":193"), Kind.BAD_VALUE),
                Arguments.of("a negative total", chunk("\"total\":60000", "\"total\":-1"), Kind.BAD_VALUE),
                Arguments.of("more than 4 MiB", chunk("\"total\":60000", "\"total\":4194305"), Kind.BAD_VALUE),
                Arguments.of("a short digest", chunk("\"sha256\":\"..", "\"sha256\":\""), Kind.BAD_VALUE),
                Arguments.of("a digest in capitals", chunk("\"sha256\":\".", "\"sha256\":\"A"), Kind.BAD_VALUE),
                Arguments.of("data that is not base64", chunk("\"data\":\"....", "\"data\":\"!!!!"), Kind.BAD_BASE64),
                Arguments.of(
                        "a long id", chunk("\"request_id\":\"", "\"request_id\":\"" + "r".repeat(257)), Kind.BAD_VALUE),
                Arguments.of(
                        "24,577 bytes of data",
                        chunk("\"data\":\"[^\"]*", "\"data\":\"" + base64(new byte[24_577])),
                        Kind.BAD_VALUE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileFrames")
    void refusesFrames(String name, byte[] frame, Kind kind) {
        assertThat(refusal(() -> Frames.decode(frame)).kind()).as(name).isEqualTo(kind);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileCommands")
    void refusesCommands(String name, String json, Kind kind) {
        assertThat(refusal(() -> Command.parse(bytes(json))).kind()).as(name).isEqualTo(kind);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileResults")
    void refusesResults(String name, String json, Kind kind) {
        assertThat(refusal(() -> Result.parse(bytes(json))).kind()).as(name).isEqualTo(kind);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileChunks")
    void refusesChunks(String name, String json, Kind kind) {
        assertThat(refusal(() -> ResultChunk.parse(bytes(json))).kind())
                .as(name)
                .isEqualTo(kind);
    }

    @Test
    void refusesOtherEncodings() {
        String json = "{\"action\":\"discover\"}";
        assertThat(refusal(() -> Command.parse(json.getBytes(StandardCharsets.UTF_16LE)))
                        .kind())
                .isEqualTo(Kind.BAD_JSON);
        assertThat(refusal(() -> Command.parse(bytes("\ufeff" + json))).kind()).isEqualTo(Kind.BAD_JSON);
        assertThat(refusal(() -> Command.parse(latin("{\"action\":\"\u00e9\"}")))
                        .kind())
                .isEqualTo(Kind.BAD_JSON);
    }

    @Test
    void refusesACommandAboveOneMebibyteUnread() {
        byte[] spaces = new byte[MEBIBYTE + 1];
        Arrays.fill(spaces, (byte) ' ');
        assertThat(refusal(() -> Command.parse(spaces)).kind()).isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    void whatDoesNotStartLikeAFrameIsNotOurs() throws WireException {
        assertThat(Frames.decode(new byte[0])).isEmpty();
        assertThat(Frames.decode(bytes("x0xtest"))).isEmpty();
        assertThat(Frames.decode(bytes("X0XTEST|cmd|e30="))).isEmpty();
        assertThat(Frames.decode(bytes("|".repeat(MEBIBYTE)))).isEmpty();
        assertThat(Frames.decode(new byte[2 * MEBIBYTE])).isEmpty();
    }

    @Test
    void saysWhatIsWrongInOneShortLine() {
        String long1 = "\"secret\n" + "s".repeat(500) + "\"";
        WireException e = refusal(
                () -> Command.parse(bytes("{\"action\":\"a\",\"anchor_aid\":" + long1.replace("\n", "\\n") + "}")));
        assertThat(e)
                .hasMessageStartingWith("anchor_aid is no agent id: 'secret?sss")
                .hasMessageEndingWith("…'");
        assertThat(e.getMessage()).hasSizeLessThan(120);
    }

    @Test
    void manyNamesOfOneHashAreReadInTime() throws WireException {
        // All 2^14 names have the same String.hashCode.
        String members = IntStream.range(0, 1 << 14)
                .mapToObj(i -> "\"" + colliding(i, 14) + "\":0")
                .collect(Collectors.joining(","));
        assertThat(WireJson.parseObject(bytes("{" + members + "}")).size()).isEqualTo(1 << 14);
    }

    private static String colliding(int bits, int length) {
        return IntStream.range(0, length)
                .mapToObj(i -> (bits >> i & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }

    private static String chunk(String pattern, String replacement) {
        String json = new String(Samples.chunk().toJson(), StandardCharsets.US_ASCII);
        String changed = json.replaceFirst(pattern, replacement);
        assertThat(changed).as("the sample was changed").isNotEqualTo(json);
        return changed;
    }

    private static WireException refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        WireException refusal = catchThrowableOfType(WireException.class, call);
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.getMessage()).doesNotContain("\n");
        return refusal;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
