package dev.x0xtest.minimesh.http.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.minimesh.identity.Bytes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A complete response to a request.
 *
 * @param contentType null where x0xd sends no content type; the body is then empty
 */
public record HttpAnswer(int status, @Nullable String contentType, Bytes body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static HttpAnswer json(int status, Object body) {
        return new HttpAnswer(status, "application/json", write(body));
    }

    public static HttpAnswer ok(@Nullable Object... keysAndValues) {
        return json(200, object(keysAndValues));
    }

    /** The JSON body of most errors of x0xd. */
    public static HttpAnswer error(int status, String message) {
        return json(status, object("error", message, "ok", false));
    }

    /** A plain-text error, as x0xd sends it for an unreadable body or query. */
    public static HttpAnswer text(int status, String message) {
        return new HttpAnswer(status, "text/plain; charset=utf-8", Bytes.ofUtf8(message));
    }

    public static HttpAnswer empty(int status) {
        return new HttpAnswer(status, null, Bytes.EMPTY);
    }

    /** A JSON object of alternating keys and values, in this order. */
    public static Map<String, @Nullable Object> object(@Nullable Object... keysAndValues) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(object);
    }

    public static Bytes write(Object body) {
        try {
            return Bytes.of(JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists and texts always have a JSON form", e);
        }
    }
}
