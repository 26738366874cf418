package dev.x0xtest.runner.action.send;

import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.runner.action.ActionException;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.action.SendDm;
import org.jspecify.annotations.Nullable;

/**
 * The send that a {@code send_dm} command requests from the daemon. Pure.
 *
 * @param plane null: the order has upstream's flags instead
 * @param attempts maximum attempts
 */
record SendOrder(AgentId to, @Nullable Plane plane, SendDm.Params params, int attempts) {
    private static final int UPSTREAM_ATTEMPTS = 3;
    private static final int MOST_ATTEMPTS = 10;

    /** Reads the parameters; throws {@link ActionException} for invalid ones. */
    static SendOrder of(SendDm.Params params) {
        AgentId to = AgentId.parse(params.recipientAid())
                .orElseThrow(() -> ActionException.malformed("recipient_aid is not an agent id"));
        String label = params.plane();
        Plane plane = label == null ? null : plane(label);
        Integer attempts = params.attempts();
        if (attempts != null && (attempts < 1 || attempts > MOST_ATTEMPTS)) {
            throw ActionException.malformed("attempts is not between 1 and " + MOST_ATTEMPTS);
        }
        return new SendOrder(to, plane, params, attempts == null ? UPSTREAM_ATTEMPTS : attempts);
    }

    private static Plane plane(String label) {
        return Plane.parse(label).orElseThrow(() -> ActionException.malformed("plane is none of raw, gossip, durable"));
    }

    /** Switches the daemon's durable default off for every plane other than durable. */
    SendRequest request(byte[] payload) {
        return plane == null
                ? upstream(payload)
                : SendRequest.hop(plane, to, payload, rawAckMs()).probing(params.requireAckMs());
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
                params.requireAckMs());
    }

    private int rawAckMs() {
        Integer asked = params.rawQuicReceiveAckMs();
        return asked == null ? Plane.RAW_ACK_MS : asked;
    }

    private static @Nullable Boolean trueOrAbsent(boolean flag) {
        return flag ? Boolean.TRUE : null;
    }
}
