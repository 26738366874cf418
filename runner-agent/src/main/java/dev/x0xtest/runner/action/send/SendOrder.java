package dev.x0xtest.runner.action.send;

import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.runner.action.ActionException;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.SendDm;
import org.jspecify.annotations.Nullable;

/**
 * The send that a {@code send_dm} command requests from the daemon. Pure.
 *
 * @param attempts maximum attempts
 */
record SendOrder(AgentId to, SendDm.Params params, int attempts) {
    private static final int UPSTREAM_ATTEMPTS = 3;
    private static final int MOST_ATTEMPTS = 10;
    private static final int DEFAULT_ACK_MS = 8_000;

    /** Reads the parameters; throws {@link ActionException} for invalid ones. */
    static SendOrder of(SendDm.Params params) {
        AgentId to = AgentId.parse(params.recipientAid())
                .orElseThrow(() -> ActionException.malformed("recipient_aid is not an agent id"));
        String plane = params.plane();
        if (plane != null && !plane.equals("raw") && !plane.equals("gossip") && !plane.equals("durable")) {
            throw ActionException.malformed("plane is none of raw, gossip, durable");
        }
        Integer attempts = params.attempts();
        if (attempts != null && (attempts < 1 || attempts > MOST_ATTEMPTS)) {
            throw ActionException.malformed("attempts is not between 1 and " + MOST_ATTEMPTS);
        }
        return new SendOrder(to, params, attempts == null ? UPSTREAM_ATTEMPTS : attempts);
    }

    /** Switches the daemon's durable default off for every plane other than durable. */
    SendRequest request(byte[] payload) {
        String plane = params.plane();
        Integer ackMs = params.requireAckMs();
        if (plane == null) {
            return upstream(payload);
        }
        return switch (plane) {
            case "raw" -> new SendRequest(to, payload, true, rawAckMs(), true, null, false, ackMs, null);
            case "gossip" -> new SendRequest(to, payload, null, null, null, true, false, ackMs, null);
            default -> new SendRequest(to, payload, null, null, null, null, null, ackMs, null);
        };
    }

    /**
     * Without a plane, upstream's flags decide; as in upstream's runner, only all raw flags together mean raw. A
     * {@code require_gossip} alone is passed on and stays durable, as upstream's runner does it.
     */
    private SendRequest upstream(byte[] payload) {
        boolean raw = params.preferRawQuicIfConnected()
                && params.rawQuicReceiveAckMs() != null
                && params.stopFallbackOnRawError()
                && !params.requireGossip();
        return new SendRequest(
                to,
                payload,
                trueOrAbsent(params.preferRawQuicIfConnected()),
                params.rawQuicReceiveAckMs(),
                trueOrAbsent(params.stopFallbackOnRawError()),
                trueOrAbsent(params.requireGossip()),
                raw ? Boolean.FALSE : null,
                params.requireAckMs(),
                null);
    }

    private int rawAckMs() {
        Integer asked = params.rawQuicReceiveAckMs();
        return asked == null ? DEFAULT_ACK_MS : asked;
    }

    private static @Nullable Boolean trueOrAbsent(boolean flag) {
        return flag ? Boolean.TRUE : null;
    }
}
