package dev.x0xtest.runner.result;

import dev.x0xtest.wire.Plane;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In which order the planes are tried that may carry a result to its coordinator. */
final class ResultRoutes {
    private ResultRoutes() {}

    /**
     * The routes to try, first to last. The first result to a coordinator goes by signed gossip: on a cold mesh a raw
     * frame is not {@code verified} at its receiver and would not be believed. So does one that was asked for again,
     * because the way it took before may be why.
     *
     * @param warm a signed message went through to this destination since the daemon was attached
     * @param rawAckMs null: without raw, as upstream with {@code X0X_RESULT_RAW_QUIC_ACK_MS=off}
     */
    static List<Plane> order(boolean loopback, boolean warm, boolean resend, @Nullable Integer rawAckMs) {
        if (rawAckMs == null) {
            return List.of(Plane.DURABLE, Plane.GOSSIP);
        }
        if (loopback) {
            return List.of(Plane.RAW, Plane.DURABLE);
        }
        if (resend) {
            return List.of(Plane.GOSSIP, Plane.DURABLE);
        }
        return warm ? List.of(Plane.RAW, Plane.GOSSIP, Plane.DURABLE) : List.of(Plane.GOSSIP, Plane.DURABLE, Plane.RAW);
    }

    /** Whether what went this way was signed by the sender's daemon from end to end. */
    static boolean signed(Plane route) {
        return route != Plane.RAW;
    }
}
