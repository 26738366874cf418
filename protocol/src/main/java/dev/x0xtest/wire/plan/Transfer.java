package dev.x0xtest.wire.plan;

import dev.x0xtest.wire.WireLimits;
import java.util.List;

/** A command too long for one direct message: its announcement, its parts, and what is still missing. */
public final class Transfer {
    private Transfer() {}

    /**
     * Of {@code transfer}: announces a command too long for one direct message, and asks what of it is missing. Nothing is
     * kept of parts that no transfer announced; a sender has one transfer open, and a new one takes the place of the old.
     *
     * @param transfer its id, at most 256 bytes
     * @param bytes of the command's JSON
     * @param sha256 of the command's JSON, 64 lower-case hexadecimal characters
     * @param parts how many
     */
    public record Announcement(String transfer, int bytes, String sha256, int parts) {
        /** Bytes of the command's JSON in one part: with base64 twice a part stays below {@link WireLimits#RESULT_FRAME_BYTES}. */
        public static final int PART_BYTES = 24_576;

        /**
         * Checks all of it.
         *
         * @throws IllegalArgumentException if a field is out of bounds, or the numbers do not fit each other
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
     * @param parts indexes still missing; empty: the command is complete and on its way to being carried out
     */
    public record Missing(List<Integer> parts) {
        public Missing {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Of {@code part}: one part of a transfer.
     *
     * @param index from 0
     * @param data of the command's JSON, base64
     */
    public record Part(String transfer, int index, String data) {
        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException if a field is out of them
         */
        public Part {
            PlanText.within("the length of transfer", transfer.length(), 1, WireLimits.IDENTIFIER_BYTES);
            PlanText.within("index", index, 0, PlanLimits.INFLATED_BYTES / Announcement.PART_BYTES);
            PlanText.within("the length of data", data.length(), 0, Announcement.PART_BYTES / 3 * 4 + 4);
        }
    }
}
