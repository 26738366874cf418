package dev.x0xtest.wire.frame;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.wire.FrameText;
import dev.x0xtest.wire.Resources;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.json.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the payloads of the event streams recorded from x0xd 0.48.1. */
final class RecordedFrames {
    static final List<String> FILES = List.of(
            "sse-direct-events-backfill.txt",
            "sse-direct-events-blocked-sender.txt",
            "sse-direct-events-nyc.txt",
            "sse-direct-events-sfo.txt",
            "sse-events-nyc.txt",
            "sse-events-sfo.txt");

    private RecordedFrames() {}

    /** Returns the payload of each {@code data:} line of a stream. Lines without a payload are skipped. */
    static List<byte[]> payloads(String file) {
        return Resources.text("recorded/" + file)
                .lines()
                .filter(line -> line.startsWith("data:"))
                .flatMap(line -> payload(line.substring("data:".length())).stream())
                .toList();
    }

    /** Returns every payload that starts with our prefix. */
    static List<byte[]> frames() {
        return FILES.stream()
                .flatMap(file -> payloads(file).stream())
                .filter(FrameText::startsLikeFrame)
                .toList();
    }

    /** Returns every payload of the topic streams. Each is the JSON of a command, without a frame. */
    static Stream<byte[]> topicMessages() {
        return FILES.stream().filter(file -> file.startsWith("sse-events")).flatMap(file -> payloads(file).stream());
    }

    private static Optional<byte[]> payload(String data) {
        try {
            JsonNode event = WireJson.parseObject(data.getBytes(StandardCharsets.UTF_8));
            JsonNode body = event.has("data") ? Objects.requireNonNull(event.get("data")) : event;
            return Optional.ofNullable(body.get("payload"))
                    .map(payload -> Base64.getDecoder().decode(payload.textValue()));
        } catch (WireException e) {
            throw new AssertionError("a recorded event is not JSON", e);
        }
    }
}
