package dev.x0xtest.minimesh.node.direct;

import dev.x0xtest.minimesh.identity.Bytes;
import org.jspecify.annotations.Nullable;

/** How a send ended. */
public sealed interface SendAnswer {
    /**
     * Accepted.
     *
     * @param requestId 16 bytes
     * @param observedAckIngress how a durable acknowledgement came back, null on the other planes
     */
    record Sent(
            String path,
            int retriesUsed,
            Bytes requestId,
            @Nullable String observedAckIngress) implements SendAnswer {}

    /**
     * Refused or failed.
     *
     * @param stages of the last durable send, only on a timeout
     */
    record Failed(
            int status,
            String error,
            @Nullable String detail,
            @Nullable DurableStages stages) implements SendAnswer {
        static Failed of(int status, String error, String detail) {
            return new Failed(status, error, detail, null);
        }
    }

    /** Where the time of a durable send went, in milliseconds. */
    record DurableStages(long strictGateMs, long publishMs, long ackWaitMs, long elapsedMs) {
        /** The longest of them. */
        public String budgetStage() {
            if (strictGateMs > publishMs && strictGateMs > ackWaitMs) {
                return "strict_gate_ms";
            }
            return publishMs > ackWaitMs ? "publish_ms" : "ack_wait_ms";
        }
    }
}
