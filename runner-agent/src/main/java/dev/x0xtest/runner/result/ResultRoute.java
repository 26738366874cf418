package dev.x0xtest.runner.result;

import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.wire.AgentId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The delivery paths of a result to its coordinator, and their order. */
public enum ResultRoute {
    RAW,
    GOSSIP,
    DURABLE;

    /**
     * The routes to try, in order. The first result to a coordinator goes by signed gossip: on a cold mesh a raw frame
     * is not {@code verified} at its receiver, which would ignore it. A resend goes by signed gossip for the same
     * reason.
     *
     * @param warm whether a signed message reached this destination since the daemon was attached
     * @param rawAckMs ms to wait for the acknowledgement on the raw path; null: never use that path, as upstream with
     *     {@code X0X_RESULT_RAW_QUIC_ACK_MS=off}
     */
    public static List<ResultRoute> order(boolean loopback, boolean warm, boolean resend, @Nullable Integer rawAckMs) {
        if (rawAckMs == null) {
            return List.of(DURABLE, GOSSIP);
        }
        if (loopback) {
            return List.of(RAW, DURABLE);
        }
        if (resend) {
            return List.of(GOSSIP, DURABLE);
        }
        return warm ? List.of(RAW, GOSSIP, DURABLE) : List.of(GOSSIP, DURABLE, RAW);
    }

    /** Whether the sender's daemon signs a message on this route end to end. */
    boolean signed() {
        return this != RAW;
    }

    SendRequest request(AgentId to, byte[] frame, @Nullable Integer rawAckMs) {
        return switch (this) {
            case RAW -> SendRequest.raw(to, frame, rawAckMs == null ? 0 : rawAckMs);
            case GOSSIP -> SendRequest.gossip(to, frame);
            case DURABLE -> SendRequest.durable(to, frame);
        };
    }
}
