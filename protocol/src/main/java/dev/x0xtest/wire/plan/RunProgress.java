package dev.x0xtest.wire.plan;

/**
 * Details of {@code progress}, at most one a second.
 *
 * @param state {@code armed}, {@code running}, {@code row_ended}, {@code final}, {@code daemon_lost} or
 *     {@code daemon_back}
 * @param attempted samples of the row whose first attempt has been made
 * @param seen cells of the column with an intact sighting
 */
public record RunProgress(String run, int epoch, int index, String state, int attempted, int seen) {
    /** Nothing more will be sent; the report follows when the column is final. */
    public static final String ROW_ENDED = "row_ended";
}
