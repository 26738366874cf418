package dev.x0xtest.wire.result;

import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.json.Codec;
import dev.x0xtest.wire.json.Codecs;
import dev.x0xtest.wire.json.OrElse;
import org.jspecify.annotations.Nullable;

/** Codecs of the details that no {@link Action} names. */
public final class ResultDetails {
    /** Of {@link ResultKinds#RECEIVED_DM}. */
    public static final Codec<Receipt> RECEIPT = Codecs.record(Receipt.class);

    /** Of {@link ResultKinds#RUNNER_READY}. */
    public static final Codec<Ready> READY = Codecs.record(Ready.class);

    private ResultDetails() {}

    /**
     * Of {@code runner_ready}.
     *
     * @param startedAtMs wall clock in ms since 1970, for display only
     */
    public record Ready(@OrElse("0") long startedAtMs) {}

    /**
     * Of {@code received_dm}. Upstream sends the fields up to {@code via}; the rest is ours.
     *
     * @param sender agent id from the daemon's frame
     * @param verified the daemon's word about the sender
     * @param bytes of the whole DM, prefix included
     * @param via {@code hop_dm} or {@code legacy_dm}
     * @param payloadSha256 of the payload behind the prefix fields, lower-case hexadecimal
     * @param payloadBytes of that payload
     * @param ageMs monotonic ms from the first sighting to this receipt
     * @param duplicate the how-manieth sighting of this id it is, from 1
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
