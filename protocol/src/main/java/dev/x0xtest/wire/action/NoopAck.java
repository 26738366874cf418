package dev.x0xtest.wire.action;

import dev.x0xtest.wire.WireLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The action {@code noop_ack}: it proves that a runner reads and answers, and brings what it has seen. */
public final class NoopAck {
    private NoopAck() {}

    /**
     * Of {@code ack}. Upstream sends none of it, and then nothing is known about what its stream has missed.
     *
     * @param attachment the state of the stream on which hops arrive
     * @param sightings one per distinct (id, sender, payload), for the ids that were asked for
     * @param selfDm what became of a DM that the runner sent to itself, if it sent one
     */
    public record Details(
            @Nullable Attachment attachment, List<Sighting> sightings, Attachment.@Nullable SelfDm selfDm) {
        /** What an upstream runner says. */
        public static Details none() {
            return new Details(null, List.of(), null);
        }
    }

    /**
     * Of {@code noop_ack}.
     *
     * @param sightings ours: hop ids about which the runner is asked, at most 256; an upstream runner ignores the question
     */
    public record Params(List<String> sightings) {
        public Params {
            if (sightings.size() > WireLimits.SIGHTING_IDS) {
                throw new IllegalArgumentException(
                        "sightings asks for " + sightings.size() + " ids, at most " + WireLimits.SIGHTING_IDS);
            }
            sightings = List.copyOf(sightings);
        }

        /** Asks for the attachment only. */
        public static Params none() {
            return new Params(List.of());
        }
    }
}
