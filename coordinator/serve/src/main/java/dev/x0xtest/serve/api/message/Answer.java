package dev.x0xtest.serve.api.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is answered to a request: status, body, and what caches may do with it. Immutable. */
public final class Answer {
    private static final String JSON = "application/json";

    private final int status;
    private final String type;
    private final byte[] body;
    private final Map<String, String> headers;
    private final boolean stored;
    private final byte @Nullable [] essence;

    private Answer(
            int status,
            String type,
            byte[] body,
            Map<String, String> headers,
            boolean stored,
            byte @Nullable [] essence) {
        this.status = status;
        this.type = type;
        this.body = body;
        this.headers = headers;
        this.stored = stored;
        this.essence = essence;
    }

    /** An answer that a client may keep and ask for again with its ETag. The body is not copied. */
    public static Answer of(int status, String type, byte[] body) {
        return new Answer(status, type, body, Map.of(), true, null);
    }

    /** JSON that is already bytes. */
    public static Answer json(byte[] json) {
        return of(200, JSON, json);
    }

    public static Answer json(JsonNode json) {
        return json(Json.bytes(json));
    }

    /** The outcome of an action; nobody keeps it. */
    public static Answer done(int status, JsonNode json) {
        return of(status, JSON, Json.bytes(json)).never();
    }

    /** Text of some type, as UTF-8. */
    public static Answer text(String type, String text) {
        return of(200, type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same, but nobody keeps it. */
    public Answer never() {
        return new Answer(status, type, body, headers, false, essence);
    }

    /** The same with an ETag of this text instead of the body: what else is in the body is no change. */
    public Answer tagged(byte[] text) {
        return new Answer(status, type, body, headers, stored, text);
    }

    /** The same with a header, in place of the one that every answer has. */
    public Answer header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, type, body, more, stored, essence);
    }

    public int status() {
        return status;
    }

    /** The media type; empty without a body. */
    public String type() {
        return type;
    }

    /** Not a copy. */
    public byte[] body() {
        return body;
    }

    /** In place of those that every answer has. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Whether a client may keep it. */
    public boolean stored() {
        return stored;
    }

    /** What the ETag is made of. */
    public byte[] essence() {
        return essence == null ? body : essence;
    }
}
