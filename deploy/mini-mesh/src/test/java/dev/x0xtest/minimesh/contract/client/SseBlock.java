package dev.x0xtest.minimesh.contract.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.minimesh.contract.recorded.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The lines between two empty ones, as they were on the wire: comments, {@code event:} and {@code data:}. */
public record SseBlock(List<String> lines) {
    static SseBlock of(List<String> lines) {
        return new SseBlock(List.copyOf(lines));
    }

    /** The blocks of a recorded stream; header lines (they start with {@code #}) are left out. */
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

    /** The event's name; empty for a comment. */
    public String event() {
        return field("event: ");
    }

    public JsonNode data() {
        return Json.parse(field("data: "));
    }

    /** The decoded payload, of a direct message or of a topic message; empty when there is none. */
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
