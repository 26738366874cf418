package dev.x0xtest.runner.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Reads optional members of the daemon's answers: what is absent or no such value is null, never 0. Pure. */
final class Numbers {
    private static final int LONGEST_TEXT = 256;

    private Numbers() {}

    /** A count or a duration; a negative one is no such value. */
    static @Nullable Long count(JsonNode object, String member) {
        JsonNode value = object.path(member);
        return value.isNumber() && value.longValue() >= 0 ? Long.valueOf(value.longValue()) : null;
    }

    static @Nullable Boolean flag(JsonNode object, String member) {
        JsonNode value = object.path(member);
        return value.isBoolean() ? Boolean.valueOf(value.booleanValue()) : null;
    }

    /** One bounded line of text; empty text is none. */
    static @Nullable String text(JsonNode object, String member) {
        JsonNode value = object.path(member);
        String line = value.isTextual()
                ? value.textValue().replaceAll("\\p{Cntrl}+", " ").strip()
                : "";
        if (line.isEmpty()) {
            return null;
        }
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
    }

    /** By how much a count grew; null if either is unknown, or if it went back. */
    static @Nullable Long grown(@Nullable Long before, @Nullable Long now) {
        return before == null || now == null || now < before ? null : Long.valueOf(now - before);
    }
}
