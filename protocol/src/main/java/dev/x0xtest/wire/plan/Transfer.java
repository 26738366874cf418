package dev.x0xtest.wire.plan;

import dev.x0xtest.wire.WireLimits;
import java.util.List;

/**
 * A command too long for one direct message: its announcement, its parts, and the parts still missing.
 * {@code docs/protocol.md}, section Plans in parts.
 */
public final class Transfer {
    private Transfer() {}

    /**
     * Parameters of {@code transfer}: announces the command and asks which parts are missing. Parts without an
     * announcement are refused. A sender has one open transfer; a new announcement replaces it.
     *
     * @param transfer id of the transfer, at most 256 bytes
     * @param bytes size of the command's JSON
     * @param sha256 digest of the command's JSON, 64 lower-case hexadecimal characters
     * @param parts number of parts
     */
    public record Announcement(String transfer, int bytes, String sha256, int parts) {
        /**
         * Bytes of the command's JSON per part. After two rounds of base64 it stays below
         * {@link WireLimits#RESULT_FRAME_BYTES}.
         */
        public static final int PART_BYTES = 24_576;

        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException if a field is out of bounds, or if the numbers contradict each other
         */
        public Announcement {
            PlanText.within("the length of transfer", transfer.length(), 1, WireLimits.IDENTIFIER_BYTES);
            PlanText.within("bytes", bytes, 1, PlanLimits.INFLATED_BYTES);
            PlanText.hex("sha256", sha256, 64);
            PlanText.within("parts", parts, 1, (bytes + PART_BYTES - 1) / PART_BYTES);
        }
    }

    /**
     * Details of the answer to {@link PlanActions#TRANSFER} and {@link PlanActions#PART}.
     *
     * @param parts indexes still missing; empty when the command is complete and is being executed
     */
    public record Missing(List<Integer> parts) {
        public Missing {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Parameters of {@code part}: one part of a transfer.
     *
     * @param index from 0
     * @param data this part of the command's JSON, in base64
     */
    public record Part(String transfer, int index, String data) {
        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException if a field is out of bounds
         */
        public Part {
            PlanText.within("the length of transfer", transfer.length(), 1, WireLimits.IDENTIFIER_BYTES);
            PlanText.within("index", index, 0, PlanLimits.INFLATED_BYTES / Announcement.PART_BYTES);
            PlanText.within("the length of data", data.length(), 0, Announcement.PART_BYTES / 3 * 4 + 4);
        }
    }
}
