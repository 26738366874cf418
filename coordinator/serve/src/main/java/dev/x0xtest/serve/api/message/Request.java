package dev.x0xtest.serve.api.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A request that has passed the gate. Immutable.
 *
 * @param arguments what stands in the path for the names of the route, in order
 * @param query of each name the first value
 * @param accept the header; empty: none
 * @param lastEventId the header; null: none
 * @param body empty: the request has none
 */
public record Request(
        List<String> arguments,
        Map<String, String> query,
        Caller caller,
        String accept,
        @Nullable String lastEventId,
        Body body) {
    private static final int LONGEST_NUMBER = 19;

    public Request {
        arguments = List.copyOf(arguments);
        query = Map.copyOf(query);
    }

    /** The bytes of a body, and what they are said to be. */
    public static final class Body {
        private final byte[] bytes;
        private final String type;

        /** The bytes are not copied; the type has no parameters and is in lower case. */
        public Body(byte[] bytes, String type) {
            this.bytes = bytes;
            this.type = type;
        }

        boolean isEmpty() {
            return bytes.length == 0;
        }
    }

    /**
     * The body as a JSON object; empty where there is no body.
     *
     * @throws Problem 415 or 400 if it is something else
     */
    public ObjectNode json() {
        if (body.isEmpty()) {
            return Json.object();
        }
        // Forms of foreign pages can send other types without asking.
        if (!body.type.equals("application/json")) {
            throw new Problem(415, "the body is to be application/json");
        }
        return Json.parse(body.bytes);
    }

    /** The argument at this place of the path. */
    public String argument(int place) {
        return arguments.get(place);
    }

    /**
     * A whole number of the query; empty where it is not given.
     *
     * @throws Problem 400 if it is none, or outside these bounds
     */
    public OptionalLong number(String name, long least, long most) {
        String text = query.get(name);
        if (text == null) {
            return OptionalLong.empty();
        }
        try {
            long number = text.length() > LONGEST_NUMBER ? Long.MIN_VALUE : Long.parseLong(text);
            if (number >= least && number <= most) {
                return OptionalLong.of(number);
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new Problem(400, name + " is to be a whole number from " + least + " to " + most);
    }
}
