package dev.x0xtest.serve.api.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that is not answered as it wishes: RFC 9457. The message is one line for people and quotes nothing hostile. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers = new LinkedHashMap<>();
    private final transient ObjectNode members = Json.object();

    public Problem(int status, String detail) {
        // Whoever asks is at fault, not the code: no stack trace.
        super(detail, null, false, false);
        this.status = status;
    }

    /** A problem that ends by itself. */
    public static Problem later(int seconds, String detail) {
        return new Problem(503, detail).header("Retry-After", Integer.toString(seconds));
    }

    /** Adds a header of the answer. */
    public Problem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** The members beyond those of RFC 9457; the caller may add some. */
    public ObjectNode members() {
        return members;
    }

    public int status() {
        return status;
    }

    /** As it is sent. */
    public Answer answer() {
        ObjectNode json = Json.object();
        json.put("type", "about:blank");
        json.put("title", HttpResponseStatus.valueOf(status).reasonPhrase());
        json.put("status", status);
        json.put("detail", getMessage());
        json.setAll(members);
        Answer answer =
                Answer.of(status, "application/problem+json", Json.bytes(json)).never();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            answer = answer.header(header.getKey(), header.getValue());
        }
        return answer;
    }
}
