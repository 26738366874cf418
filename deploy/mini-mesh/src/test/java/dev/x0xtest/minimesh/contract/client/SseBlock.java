package dev.x0xtest.minimesh.contract.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.minimesh.contract.recorded.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * One block of an event stream: the lines between two empty ones as received. They are comments, {@code event:} and
 * {@code data:}.
 */
public record SseBlock(List<String> lines) {
    static SseBlock of(List<String> lines) {
        return new SseBlock(List.copyOf(lines));
    }

    /** Splits a recorded stream into blocks and skips its header lines, which start with {@code #}. */
    public static List<SseBlock> parse(List<String> recorded) {
        List<SseBlock> blocks = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : recorded) {
            if (!line.isEmpty() && line.charAt(0) != '#') {
                lines.add(line);
            } else if (!lines.isEmpty()) {
                blocks.add(of(lines));
                lines.clear();
            }
        }
        if (!lines.isEmpty()) {
            blocks.add(of(lines));
        }
        return blocks;
    }

    public boolean isPing() {
        return lines.equals(List.of(": ping"));
    }

    /** Returns the name of the event; empty for a comment. */
    public String event() {
        return field("event: ");
    }

    public JsonNode data() {
        return Json.parse(field("data: "));
    }

    /** Returns the decoded payload of a direct message or of a topic message; empty if there is none. */
    public byte[] payload() {
        if (field("data: ").isEmpty()) {
            return new byte[0];
        }
        JsonNode data = data();
        JsonNode message = data.has("data") ? data.get("data") : data;
        return Base64.getDecoder().decode(message.path("payload").asText());
    }

    public boolean carries(byte[] payload) {
        return Arrays.equals(payload, payload());
    }

    private String field(String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst()
                .orElse("");
    }
}
