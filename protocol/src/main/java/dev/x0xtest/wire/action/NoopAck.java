package dev.x0xtest.wire.action;

import dev.x0xtest.wire.WireLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The action {@code noop_ack}: it shows that a runner receives and answers, and returns what its stream has seen. */
public final class NoopAck {
    private NoopAck() {}

    /**
     * Details of {@code ack}. An upstream runner sends none; its coverage is then unknown.
     *
     * @param attachment state of the stream on which hops arrive
     * @param sightings one for each distinct (id, sender, payload) of the requested ids
     * @param selfDm the self-DM, if the runner sent one
     */
    public record Details(
            @Nullable Attachment attachment, List<Sighting> sightings, Attachment.@Nullable SelfDm selfDm) {}

    /**
     * Parameters of {@code noop_ack}.
     *
     * @param sightings hop ids to report on, at most 256; ours, an upstream runner ignores it
     */
    public record Params(List<String> sightings) {
        public Params {
            if (sightings.size() > WireLimits.SIGHTING_IDS) {
                throw new IllegalArgumentException(
                        "sightings asks for " + sightings.size() + " ids, at most " + WireLimits.SIGHTING_IDS);
            }
            sightings = List.copyOf(sightings);
        }

        /** Parameters that ask for the attachment only. */
        public static Params none() {
            return new Params(List.of());
        }
    }
}
