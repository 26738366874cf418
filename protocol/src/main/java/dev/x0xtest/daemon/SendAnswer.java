package dev.x0xtest.daemon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A 200 of {@code POST /direct/send}.
 *
 * @param path {@code loopback}, {@code gossip_inbox}, {@code raw_quic}, {@code raw_quic_acked} or {@code relayed}
 * @param body the whole answer
 */
public record SendAnswer(
        String path,
        int retriesUsed,
        String requestId,
        @Nullable String observedAckIngress,
        ObjectNode body) {}
