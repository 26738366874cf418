package dev.x0xtest.wire.action;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of {@code ack}. Upstream sends none of it, and then nothing is known about what its stream has missed.
 *
 * @param attachment the state of the stream on which hops arrive
 * @param sightings one per distinct (id, sender, payload), for the ids that were asked for
 * @param selfDm what became of a DM that the runner sent to itself, if it sent one
 */
public record AckDetails(
        @Nullable Attachment attachment,
        List<Sighting> sightings,
        @Nullable SelfDm selfDm) {
    /** What an upstream runner says. */
    public static AckDetails none() {
        return new AckDetails(null, List.of(), null);
    }
}
