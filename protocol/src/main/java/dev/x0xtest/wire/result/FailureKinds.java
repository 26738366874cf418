package dev.x0xtest.wire.result;

import java.util.Map;

/** The kinds of {@link Failure} that belong to the protocol itself; a daemon's failures have the daemon client's kinds. */
public final class FailureKinds {
    /** No such action. */
    public static final String UNKNOWN_ACTION = "unknown_action";

    /** The action exists and its parameters are wrong. */
    public static final String MALFORMED = "malformed";

    /** The id was used before, with other content. */
    public static final String CONFLICT = "conflict";

    /** Too many commands queued; ask again later. */
    public static final String QUEUE_FULL = "queue_full";

    /** Too many answers remembered; ask again later. */
    public static final String BUSY = "busy";

    /** Executed, but the answer is no longer there. */
    public static final String UNAVAILABLE = "unavailable";

    /** The runner is about to exit; the command was not executed. */
    public static final String SHUTTING_DOWN = "shutting_down";

    /** The sender lacks the power for this action. */
    public static final String NOT_ALLOWED = "not_allowed";

    /** The command is for the runners of another network. */
    public static final String WRONG_NETWORK = "wrong_network";

    /** Runner and coordinator have no version of the protocol in common. */
    public static final String WRONG_PROTOCOL = "wrong_protocol";

    /** The answer does not fit the wire. */
    public static final String TOO_LARGE = "too_large";

    /** No such run, or another coordinator's. */
    public static final String UNKNOWN_RUN = "unknown_run";

    /** The command was for the process that ran before this one. */
    public static final String RESTARTED = "restarted";

    /** A defect of the runner. */
    public static final String INTERNAL = "internal_error";

    /** Said by a runner that knows no kinds. */
    public static final String UNCLASSIFIED = "unclassified";

    /** Starts of the sentences with which upstream's runner refuses a command. */
    private static final Map<String, String> UPSTREAM = Map.of(
            "unknown action", UNKNOWN_ACTION,
            "missing recipient_aid", MALFORMED,
            "bad payload base64", MALFORMED,
            "request_id reused with different command", CONFLICT,
            "runner command queue is full", QUEUE_FULL,
            "runner replay cache is full", BUSY,
            "completed command result exceeds", UNAVAILABLE,
            "runner is shutting down", SHUTTING_DOWN);

    private FailureKinds() {}

    /** The kind behind a sentence of upstream's runner. */
    static String ofUpstream(String message) {
        return UPSTREAM.entrySet().stream()
                .filter(entry -> message.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(UNCLASSIFIED);
    }
}
