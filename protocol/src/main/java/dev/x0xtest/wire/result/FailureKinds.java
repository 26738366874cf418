package dev.x0xtest.wire.result;

import java.util.Map;

/**
 * Kinds of {@link Failure} that the protocol itself defines. Failures of a daemon have the kinds of the daemon client.
 */
public final class FailureKinds {
    /** The runner has no such action. */
    public static final String UNKNOWN_ACTION = "unknown_action";

    /** The action exists; its parameters are wrong. */
    public static final String MALFORMED = "malformed";

    /** The id was used before with other content. */
    public static final String CONFLICT = "conflict";

    /** The command queue is full; retry later. */
    public static final String QUEUE_FULL = "queue_full";

    /** The table of remembered answers is full, or another run is active; retry later. */
    public static final String BUSY = "busy";

    /** The command was executed, but its answer is no longer stored. */
    public static final String UNAVAILABLE = "unavailable";

    /** The runner is about to exit; the command was not executed. */
    public static final String SHUTTING_DOWN = "shutting_down";

    /** The runner has not granted the coordinator the power that the action needs. */
    public static final String NOT_ALLOWED = "not_allowed";

    /** The command is for runners of another network. */
    public static final String WRONG_NETWORK = "wrong_network";

    /** Runner and coordinator have no version of the protocol in common. */
    public static final String WRONG_PROTOCOL = "wrong_protocol";

    /** The result fits no direct message and no topic message. */
    public static final String TOO_LARGE = "too_large";

    /** The runner knows no such run of this coordinator. */
    public static final String UNKNOWN_RUN = "unknown_run";

    /** The run has another holder, or a later epoch of it began; the command was not executed. */
    public static final String SUPERSEDED = "superseded";

    /** The command was meant for an earlier process of this runner. */
    public static final String RESTARTED = "restarted";

    /** The command waited in the queue longer than its lease allows; it was not executed. */
    public static final String EXPIRED = "expired";

    /** A defect of the runner. */
    public static final String INTERNAL = "internal_error";

    /** An upstream runner's failure whose sentence we do not recognise. */
    public static final String UNCLASSIFIED = "unclassified";

    /** Beginnings of the sentences by which upstream's runner refuses a command. */
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

    /** The kind for a sentence of upstream's runner. */
    static String ofUpstream(String message) {
        return UPSTREAM.entrySet().stream()
                .filter(entry -> message.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(UNCLASSIFIED);
    }
}
