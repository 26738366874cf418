package dev.x0xtest.wire.plan;

import dev.x0xtest.wire.WireLimits;

/**
 * Of {@code transfer}: announces a command too long for one direct message, and asks what of it is missing. Nothing is
 * kept of parts that no transfer announced; a sender has one transfer open, and a new one takes the place of the old.
 *
 * @param transfer its id, at most 256 bytes
 * @param bytes of the command's JSON
 * @param sha256 of the command's JSON, 64 lower-case hexadecimal characters
 * @param parts how many
 */
public record TransferParams(String transfer, int bytes, String sha256, int parts) {
    /** Bytes of the command's JSON in one part: with base64 twice a part stays below {@link WireLimits#RESULT_FRAME_BYTES}. */
    public static final int PART_BYTES = 24_576;

    /**
     * Checks all of it.
     *
     * @throws IllegalArgumentException if a field is out of bounds, or the numbers do not fit each other
     */
    public TransferParams {
        PlanText.within("the length of transfer", transfer.length(), 1, WireLimits.IDENTIFIER_BYTES);
        PlanText.within("bytes", bytes, 1, PlanLimits.INFLATED_BYTES);
        PlanText.hex("sha256", sha256, 64);
        PlanText.within("parts", parts, 1, (bytes + PART_BYTES - 1) / PART_BYTES);
    }
}
