package dev.x0xtest.wire.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.json.Codec;
import dev.x0xtest.wire.json.Codecs;
import dev.x0xtest.wire.json.OrElse;
import org.jspecify.annotations.Nullable;

/** Codecs for the details of results that answer no {@code Action}: receipts and {@code runner_ready}. */
public final class ResultDetails {
    /** Details of {@link ResultKinds#RECEIVED_DM}. */
    public static final Codec<Receipt> RECEIPT = Codecs.record(Receipt.class);

    /** Details of {@link ResultKinds#RUNNER_READY}. */
    public static final Codec<Ready> READY = Codecs.record(Ready.class);

    private ResultDetails() {}

    /**
     * Details of {@code runner_ready}.
     *
     * @param startedAtMs wall clock in ms since 1970, for display only
     * @param discover what the runner answers to {@code discover}; ours, upstream's runner does not say it
     */
    public record Ready(
            @OrElse("0") long startedAtMs, @Nullable ObjectNode discover) {
        /** Details as upstream's runner sends them. */
        public Ready(long startedAtMs) {
            this(startedAtMs, null);
        }
    }

    /**
     * Details of {@code received_dm}. Upstream sends the fields up to {@code via}; the others are ours.
     *
     * @param sender agent id from the daemon's frame
     * @param verified whether the daemon verified the sender
     * @param bytes size of the whole direct message, prefix included
     * @param via {@code hop_dm} or {@code legacy_dm}
     * @param payloadSha256 digest of the payload behind the prefix fields, lower-case hexadecimal
     * @param payloadBytes size of that payload
     * @param ageMs monotonic ms from the first sighting to this receipt
     * @param duplicate number of this sighting among those of the id, from 1
     */
    public record Receipt(
            @OrElse("") String sender,
            @OrElse("") String machineId,
            boolean verified,
            @Nullable String trustDecision,
            @OrElse("0") int bytes,
            @OrElse("") String via,
            @Nullable String payloadSha256,
            @Nullable Integer payloadBytes,
            @Nullable Long ageMs,
            @Nullable Integer duplicate) {}
}
