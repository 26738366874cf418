package dev.x0xtest.wire.action;

import dev.x0xtest.wire.WireLimits;
import java.util.List;

/**
 * Of {@code noop_ack}.
 *
 * @param sightings ours: hop ids about which the runner is asked, at most 256; an upstream runner ignores the question
 */
public record NoopAckParams(List<String> sightings) {
    public NoopAckParams {
        if (sightings.size() > WireLimits.SIGHTING_IDS) {
            throw new IllegalArgumentException(
                    "sightings asks for " + sightings.size() + " ids, at most " + WireLimits.SIGHTING_IDS);
        }
        sightings = List.copyOf(sightings);
    }

    /** Asks for the attachment only. */
    public static NoopAckParams none() {
        return new NoopAckParams(List.of());
    }
}
