package dev.x0xtest.local.simulation.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.wire.json.WireJson;
import org.jspecify.annotations.Nullable;

/** What a daemon refuses to send, before a packet leaves it. */
public record Refusals(Network network) {
    private static final long AT_ONCE_NANOS = 1_000_000L;
    private static final long SOUGHT_NANOS = 3_000_000_000L;
    private static final ObjectNode BLOCKED = WireJson.object().put("ok", false).put("error", "agent is blocked");
    private static final ObjectNode UNDISCOVERED = WireJson.object()
            .put("ok", false)
            .put("error", "recipient_undiscovered")
            .put("reason", "recipient_undiscovered");
    private static final ObjectNode NO_KEY = WireJson.object()
            .put("ok", false)
            .put("error", "recipient_key_unavailable")
            .put("reason", "recipient_key_unavailable");

    /** A refusal, and how long the daemon takes for it. */
    public record Refusal(DaemonException failure, long afterNanos) {}

    /** The refusal of a message between two nodes; null: there is none. */
    public @Nullable Refusal of(int from, int to, boolean raw) {
        if (network.blocks(from, to)) {
            return new Refusal(DaemonException.answered(403, BLOCKED), AT_ONCE_NANOS);
        }
        if (network.foreign(from) == network.foreign(to)) {
            return null;
        }
        return raw
                ? new Refusal(DaemonException.answered(503, UNDISCOVERED), AT_ONCE_NANOS)
                : new Refusal(DaemonException.answered(404, NO_KEY), SOUGHT_NANOS);
    }
}
