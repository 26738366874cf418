package dev.x0xtest.daemon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {

    private static final int LARGE = 1 << 20;

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void everyLineEndEndsALineAtEverySplitPoint(String end) {
        String text = ": ping||event: a|data: one|data:two|id: 7||data||event: none||:x|data:  ü€😀|nonsense|:|"
                .replace("|", end);
        RecordingSink expected = parse(LARGE, (text + end).getBytes(StandardCharsets.UTF_8));
        assertThat(expected.heard)
                .containsExactly(
                        "comment:ping",
                        new SseParser.Event("a", "one\ntwo", "7"),
                        new SseParser.Event("message", "", "7"),
                        "comment:x",
                        "comment:",
                        new SseParser.Event("message", " ü€😀", "7"));
        everySplit((text + end).getBytes(StandardCharsets.UTF_8), LARGE, expected.heard);
    }

    @ParameterizedTest
    @CsvSource({
        "sse-direct-events-backfill.txt, 8",
        "sse-direct-events-blocked-sender.txt, 0",
        "sse-direct-events-nyc.txt, 17",
        "sse-direct-events-sfo.txt, 4",
        "sse-events-nyc.txt, 5",
        "sse-events-sfo.txt, 5"
    })
    void aRecordedStreamReadsTheSameAtEverySplitPoint(String name, int events) {
        byte[] bytes = RecordedBytes.bytes(name);
        RecordingSink whole = parse(LARGE, bytes);
        assertThat(whole.events()).hasSize(events);
        everySplit(bytes, LARGE, whole.heard);
    }

    @Test
    void bytesOneByOneReadLikeTheWhole() {
        byte[] bytes = RecordedBytes.bytes("sse-direct-events-nyc.txt");
        RecordingSink sink = new RecordingSink();
        SseParser parser = new SseParser(LARGE, LARGE, sink);
        for (int at = 0; at < bytes.length; at++) {
            parser.feed(bytes, at, 1);
        }
        assertThat(sink.heard).isEqualTo(parse(LARGE, bytes).heard);
    }

    @Test
    void aByteOrderMarkIsSkippedAtTheVeryStartOnly() {
        byte[] bytes = "\uFEFFdata: a\n\n\uFEFFdata: b\n\ndata: c\n\n".getBytes(StandardCharsets.UTF_8);
        List<Object> expected =
                List.of(new SseParser.Event("message", "a", null), new SseParser.Event("message", "c", null));
        assertThat(parse(LARGE, bytes).heard).isEqualTo(expected);
        everySplit(bytes, LARGE, expected);
    }

    @Test
    void anIdWithNulIsIgnored() {
        byte[] bytes = "id: a\ndata: 1\n\nid: b\0\ndata: 2\n\n".getBytes(StandardCharsets.UTF_8);
        assertThat(parse(LARGE, bytes).heard)
                .containsExactly(new SseParser.Event("message", "1", "a"), new SseParser.Event("message", "2", "a"));
    }

    @Test
    void anUnfinishedEventIsNotShown() {
        assertThat(parse(LARGE, "data: a\n\ndata: b\n".getBytes(StandardCharsets.UTF_8)).heard)
                .containsExactly(new SseParser.Event("message", "a", null));
    }

    @Test
    void anOverlongLineCostsItsEventAndNothingElse() {
        String text = "data: a\n\nevent: e\ndata: 123456789\ndata: x\n\ndata: b\n\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<Object> expected = List.of(
                new SseParser.Event("message", "a", null),
                "malformed:a line of more than 12 bytes",
                new SseParser.Event("message", "b", null));
        assertThat(parse(12, bytes).heard).isEqualTo(expected);
        everySplit(bytes, 12, expected);
    }

    @Test
    void aLineOfExactlyTheLimitIsRead() {
        byte[] bytes = "data: 123456\n\n".getBytes(StandardCharsets.UTF_8);
        assertThat(parse(12, bytes).heard).containsExactly(new SseParser.Event("message", "123456", null));
        assertThat(parse(11, bytes).heard).containsExactly("malformed:a line of more than 11 bytes");
    }

    @Test
    void anOversizedEventCostsItselfAndNothingElse() {
        byte[] bytes = ("data: 1234\n".repeat(5) + "\ndata: b\n\n").getBytes(StandardCharsets.UTF_8);
        RecordingSink sink = new RecordingSink();
        new SseParser(LARGE, 20, sink).feed(bytes, 0, bytes.length);
        assertThat(sink.heard)
                .containsExactly(
                        "malformed:an event of more than 20 characters", new SseParser.Event("message", "b", null));
    }

    @Test
    void anEndlessLineIsReportedOnceAndCostsItsEventOnly() {
        RecordingSink sink = new RecordingSink();
        SseParser parser = new SseParser(1024, 1024, sink);
        byte[] filler = "x".repeat(4096).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 1000; i++) {
            parser.feed(filler, 0, filler.length);
        }
        byte[] tail = "\n\ndata: b\n\n".getBytes(StandardCharsets.UTF_8);
        parser.feed(tail, 0, tail.length);
        assertThat(sink.heard)
                .containsExactly("malformed:a line of more than 1024 bytes", new SseParser.Event("message", "b", null));
    }

    private static RecordingSink parse(int limit, byte[] bytes) {
        RecordingSink sink = new RecordingSink();
        new SseParser(limit, LARGE, sink).feed(bytes, 0, bytes.length);
        return sink;
    }

    private static void everySplit(byte[] bytes, int limit, List<Object> expected) {
        for (int split = 0; split <= bytes.length; split++) {
            RecordingSink sink = new RecordingSink();
            SseParser parser = new SseParser(limit, LARGE, sink);
            parser.feed(bytes, 0, split);
            parser.feed(bytes, split, bytes.length - split);
            assertThat(sink.heard.equals(expected)).as("split at %d", split).isTrue();
        }
    }
}
