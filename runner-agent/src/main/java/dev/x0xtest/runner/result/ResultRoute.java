package dev.x0xtest.runner.result;

import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.wire.AgentId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A way for a result to its coordinator, and in which order they are tried. */
public enum ResultRoute {
    RAW,
    GOSSIP,
    DURABLE;

    /**
     * The routes to try, first to last. The first result to a coordinator goes by signed gossip: on a cold mesh a raw
     * frame is not {@code verified} at its receiver and would not be believed. So does one that was asked for again,
     * because the way it took before may be why.
     *
     * @param warm a signed message went through to this destination since the daemon was attached
     * @param rawAckMs null: without raw, as upstream with {@code X0X_RESULT_RAW_QUIC_ACK_MS=off}
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

    /** Whether what went this way was signed by the sender's daemon from end to end. */
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
