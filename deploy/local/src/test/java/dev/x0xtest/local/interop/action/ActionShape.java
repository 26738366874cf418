package dev.x0xtest.local.interop.action;

import com.fasterxml.jackson.databind.JsonNode;

/** A form that two values share although they are not equal. */
enum ActionShape {
    UUID("\"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\""),
    /** An id, a key or a signature. */
    HEX("\"[0-9a-f]{32,}\""),
    /** Seconds or milliseconds since 1970. */
    TIME("[0-9]{10}([0-9]{3})?"),
    INVITE("\"x0x://invite/[A-Za-z0-9_-]+\""),
    /** The first characters of an id. */
    ID_CUT("\"[0-9a-f]{8}…\""),
    /** A text that is equal except for the ids in it. */
    WITH_IDS("\"\\S*[0-9a-f]{16,}\\S*\""),
    LABEL("\"(sfo|helsinki)\""),
    /** Both answers name the same parameter; upstream's does so in Python's form. */
    MISSING_PARAMETER("\"(malformed: missing field \\w+|'\\w+')\""),
    /** Upstream's answer lacks the member. */
    OURS_ALONE("\".+\"|");

    private static final String ID = "[0-9a-f]{16,}";
    private final String regex;

    ActionShape(String regex) {
        this.regex = regex;
    }

    boolean of(JsonNode ours, JsonNode theirs) {
        String left = ours.toString();
        String right = theirs.toString();
        boolean alike = left.matches(regex) && right.matches(regex);
        return switch (this) {
            case LABEL -> alike;
            case WITH_IDS -> alike && left.replaceAll(ID, "#").equals(right.replaceAll(ID, "#"));
            case MISSING_PARAMETER ->
                alike && left.replace("malformed: missing field ", "").equals(right.replace("'", ""));
            case OURS_ALONE -> alike && theirs.isMissingNode();
            default -> alike && left.length() == right.length();
        };
    }
}
