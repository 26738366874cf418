package dev.x0xtest.coordinator.run.plans.fleet;

import dev.x0xtest.coordinator.run.terms.RunSecret;
import dev.x0xtest.wire.AgentId;

/** The keys of a run's columns. Runners verify the hops, so a replay needs no key. Immutable. */
public record ColumnKeys(RunSecret secret) {
    /** Keys for a replay, in which no hop is sent. */
    public static ColumnKeys none() {
        return new ColumnKeys(RunSecret.none());
    }

    /** The 32 bytes of C_j: HMAC-SHA256(secret, run ‖ {@code |} ‖ id_j). */
    byte[] of(String run, AgentId destination) {
        return secret.derive(run + "|" + destination.hex());
    }
}
