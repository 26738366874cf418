package dev.x0xtest.serve.api.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.serve.api.message.Problem;
import dev.x0xtest.serve.api.message.Request;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The members of the body of an action. A member that nobody knows is refused: a mistyped {@code until} lasts for ever. */
record Members(ObjectNode json) {
    private static final int LONGEST = 200;
    private static final int LONGEST_REASON = 500;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    /**
     * The members of the body.
     *
     * @throws Problem 400 or 415
     */
    static Members of(Request request, Set<String> known) {
        ObjectNode json = request.json();
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            if (!known.contains(member.getKey())) {
                throw new Problem(400, "the body may have " + String.join(", ", new TreeSet<>(known)));
            }
        }
        return new Members(json);
    }

    /** A short text; null: it is not there. */
    @Nullable
    String text(String name) {
        return text(name, LONGEST);
    }

    private @Nullable String text(String name, int longest) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        String text = value.isTextual() ? value.textValue() : "";
        if (text.isBlank()
                || text.length() > longest
                || UNPRINTABLE.matcher(text).find()) {
            throw new Problem(
                    400, name + " is to be a text of 1 to " + longest + " characters without control characters");
        }
        return text;
    }

    /** Why; empty where it is not there and need not be. */
    String reason(boolean needed) {
        String reason = text("reason", LONGEST_REASON);
        if (reason == null && needed) {
            throw new Problem(400, "a reason is needed");
        }
        return reason == null ? "" : reason.strip();
    }

    /** Until when, in ms since 1970; without it until it is withdrawn. */
    long until(long nowMs) {
        JsonNode value = json.path("until");
        if (value.isMissingNode() || value.isNull()) {
            return Long.MAX_VALUE;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() <= nowMs) {
            throw new Problem(400, "until is to be a time to come, in ms since 1970, or null");
        }
        return value.longValue();
    }
}
