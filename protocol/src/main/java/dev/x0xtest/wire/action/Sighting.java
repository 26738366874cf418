package dev.x0xtest.wire.action;

import org.jspecify.annotations.Nullable;

/**
 * One hop as its receiver saw it.
 *
 * @param id request id of the hop
 * @param count how often it arrived
 * @param ageMs monotonic ms of the receiver: first seen this long before this answer was made
 * @param sender agent id from the daemon's frame
 * @param verified the daemon's word about the sender
 * @param sha256 of the hop's payload, lower-case hexadecimal
 * @param bytes of the hop's payload
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
