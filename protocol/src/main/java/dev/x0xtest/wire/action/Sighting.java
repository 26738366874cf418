package dev.x0xtest.wire.action;

import org.jspecify.annotations.Nullable;

/**
 * A hop that a runner received.
 *
 * @param id request id of the hop
 * @param count number of arrivals
 * @param ageMs monotonic ms of the receiver between the first arrival and this answer
 * @param sender agent id from the daemon's frame
 * @param verified whether the daemon verified the sender
 * @param sha256 digest of the hop's payload, lower-case hexadecimal
 * @param bytes size of the hop's payload
 * @param source {@code live} from the stream, or {@code history} from the daemon's history
 */
public record Sighting(
        String id,
        int count,
        long ageMs,
        String sender,
        String machineId,
        boolean verified,
        @Nullable String trustDecision,
        String sha256,
        int bytes,
        String digestMarker,
        String source) {
    public static final String LIVE = "live";
    public static final String HISTORY = "history";
}
