package dev.x0xtest.wire.plan;

/**
 * Details of {@code progress}, at most one a second.
 *
 * @param state {@code armed}, {@code running}, {@link #ROW_ENDED}, {@code final}, {@link #DAEMON_LOST} or
 *     {@link #DAEMON_BACK}
 * @param attempted samples of the row whose first attempt has been made
 * @param seen cells of the column with an intact sighting
 */
public record RunProgress(String run, int epoch, int index, String state, int attempted, int seen) {
    /** Nothing more will be sent; the report follows when the column is final. */
    public static final String ROW_ENDED = "row_ended";

    /** The stream of direct messages broke. */
    public static final String DAEMON_LOST = "daemon_lost";

    /** The stream is attached again. */
    public static final String DAEMON_BACK = "daemon_back";
}
