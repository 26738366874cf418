package dev.x0xtest.wire.result;

import dev.x0xtest.wire.action.Action;

/** The {@code kind} of a {@link Result}, beyond those an {@link Action} names. */
public final class ResultKinds {
    /** A hop or legacy message arrived. */
    public static final String RECEIVED_DM = "received_dm";

    /** The runner has started. */
    public static final String RUNNER_READY = "runner_ready";

    /** The command was not executed: unknown, refused, or broken before an action was chosen. */
    public static final String ERROR = "error";

    public static final String DISCOVER_REPLY = "discover_reply";
    public static final String ACK = "ack";
    public static final String SEND_RESULT = "send_result";

    private ResultKinds() {}

    /** Of every other action: its name and {@code _result}. */
    public static String ofAction(String action) {
        return action + "_result";
    }
}
