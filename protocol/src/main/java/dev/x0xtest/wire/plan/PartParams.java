package dev.x0xtest.wire.plan;

import dev.x0xtest.wire.WireLimits;

/**
 * Of {@code part}: one part of a transfer.
 *
 * @param index from 0
 * @param data of the command's JSON, base64
 */
public record PartParams(String transfer, int index, String data) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a field is out of them
     */
    public PartParams {
        PlanText.within("the length of transfer", transfer.length(), 1, WireLimits.IDENTIFIER_BYTES);
        PlanText.within("index", index, 0, PlanLimits.INFLATED_BYTES / TransferParams.PART_BYTES);
        PlanText.within("the length of data", data.length(), 0, TransferParams.PART_BYTES / 3 * 4 + 4);
    }
}
