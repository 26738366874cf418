package dev.x0xtest.minimesh.http.exchange;

import dev.x0xtest.minimesh.identity.Bytes;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request with a valid token and a known path.
 *
 * @param pathArguments the values of the route's {@code :names}, in order
 * @param query the first value of each parameter
 */
public record Request(
        List<String> pathArguments,
        Map<String, String> query,
        @Nullable String authorization,
        @Nullable String contentType,
        Bytes body) {
    /** Reads the body as JSON of this shape. */
    public Shape.Fields json(Shape shape) throws Rejection {
        if (contentType == null || !isJson(contentType)) {
            throw new Rejection(HttpAnswer.text(415, "Expected request with `Content-Type: application/json`"));
        }
        return BodyReader.read(body.array(), shape);
    }

    private static boolean isJson(String contentType) {
        String type = contentType.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }

    /** Parses an agent id to lower case. Refuses a bad one with the error text of x0xd. */
    public static String agentId(String text) throws Rejection {
        for (int i = 0; i < text.length(); i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                throw Rejection.badRequest("invalid hex: Invalid character '" + text.charAt(i) + "' at position " + i);
            }
        }
        if (text.length() % 2 != 0) {
            throw Rejection.badRequest("invalid hex: Odd number of digits");
        }
        if (text.length() != 64) {
            throw Rejection.badRequest("expected 32 bytes (64 hex chars), got " + text.length() / 2);
        }
        return text.toLowerCase(Locale.ROOT);
    }

    /** Decodes standard, padded base64. The exception carries the error text of x0xd. */
    public static Bytes base64(String text) throws InvalidBase64Exception {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean padding = c == '=' && i >= text.length() - 2;
            boolean symbol = c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/');
            if (!symbol && !padding) {
                throw new InvalidBase64Exception("Invalid symbol " + (int) c + ", offset " + i + ".");
            }
        }
        if (text.length() % 4 != 0) {
            throw new InvalidBase64Exception(
                    text.length() % 4 == 1 ? "Invalid input length: " + text.length() : "Invalid padding");
        }
        return Bytes.of(Base64.getDecoder().decode(text));
    }

    /** The text is not base64. */
    public static final class InvalidBase64Exception extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidBase64Exception(String message) {
            super(message, null, false, false);
        }
    }
}
