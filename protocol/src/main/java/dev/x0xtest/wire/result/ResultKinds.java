package dev.x0xtest.wire.result;

/** Values of {@code kind} in a {@link Result} that no {@code Action} names. */
public final class ResultKinds {
    /** A hop or legacy message arrived. */
    public static final String RECEIVED_DM = "received_dm";

    /** The runner has started. */
    public static final String RUNNER_READY = "runner_ready";

    /** The command was not executed: it is unknown, was refused, or could not be read. */
    public static final String ERROR = "error";

    public static final String DISCOVER_REPLY = "discover_reply";
    public static final String ACK = "ack";
    public static final String SEND_RESULT = "send_result";

    private ResultKinds() {}

    /** The kind that answers any other action: its name and {@code _result}. */
    public static String ofAction(String action) {
        return action + "_result";
    }
}
