package dev.x0xtest.coordinator.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;

/** Makes the lines: one JSON object each, its name and its time first, in ASCII, so that no text moves a terminal. */
final class EventLine {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final InstantSource wall;

    EventLine(InstantSource wall) {
        this.wall = wall;
    }

    /** An event that happens now. */
    ObjectNode of(String event) {
        return JSON.createObjectNode().put("event", event).put("at_ms", wall.millis());
    }

    static byte[] bytes(ObjectNode event) {
        try {
            byte[] text = JSON.writeValueAsString(event).getBytes(StandardCharsets.US_ASCII);
            byte[] line = Arrays.copyOf(text, text.length + 1);
            line[text.length] = '\n';
            return line;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }
}
