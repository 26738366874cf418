package dev.x0xtest.wire.plan;

import dev.x0xtest.wire.action.Attachment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Details of {@code report}: everything one runner knows of its run.
 *
 * @param index of the runner in the roster
 * @param rowFinal nothing more will be sent
 * @param columnFinal every expected hop was seen, or the coordinator closed the column
 * @param row every attempt, and every sample that was not attempted
 * @param column every sighting of this run
 * @param armed the stream when the plan was stored
 * @param now the stream when this report was made
 * @param selfDm the probe of the stream after the grace, if hops were missing then
 * @param strangers hops of this run with neither the right sender nor the right digest
 * @param dropped sightings for which the ledger had no room
 * @param maxInFlight sends that were under way at once
 * @param maxIncoming hops that arrived within one slot
 * @param sent direct messages other than hops that this runner sent for the run
 */
public record RunReport(
        String run,
        int epoch,
        int index,
        boolean rowFinal,
        boolean columnFinal,
        List<RunReport.RowEntry> row,
        List<RunReport.ColumnEntry> column,
        Attachment armed,
        Attachment now,
        Attachment.@Nullable SelfDm selfDm,
        long strangers,
        long dropped,
        int maxInFlight,
        int maxIncoming,
        long sent) {

    /**
     * What a receiver saw under one hop id, one entry for each kind of sighting.
     *
     * @param from index of the source in the hop's id
     * @param sample from 0
     * @param attempt from 1
     * @param what {@link #INTACT}, {@link #CORRUPT} (right sender, digest wrong) or {@link #FOREIGN} (another sender, digest
     *     right)
     * @param count arrivals
     * @param seenMs the first of them, in ms after this runner's own {@code go}; negative before it
     * @param verified the daemon's word about the sender, of the best arrival
     * @param sender agent id of a foreign one
     * @param source {@code live}, or {@code history}: found in the daemon's history
     */
    public record ColumnEntry(
            int from,
            int sample,
            int attempt,
            String what,
            int count,
            long seenMs,
            boolean verified,
            @Nullable String sender,
            String source) {
        public static final String INTACT = "intact";
        public static final String CORRUPT = "corrupt";
        public static final String FOREIGN = "foreign";
    }

    /**
     * Details of {@code progress}, at most one a second.
     *
     * @param state {@code armed}, {@code running}, {@link #ROW_ENDED}, {@code final}, {@link #DAEMON_LOST} or
     *     {@link #DAEMON_BACK}
     * @param attempted samples of the row whose first attempt has been made
     * @param seen cells of the column with an intact sighting
     */
    public record Progress(String run, int epoch, int index, String state, int attempted, int seen) {
        /** Nothing more will be sent; the report follows when the column is final. */
        public static final String ROW_ENDED = "row_ended";

        /** The stream of direct messages broke. */
        public static final String DAEMON_LOST = "daemon_lost";

        /** The stream is attached again. */
        public static final String DAEMON_BACK = "daemon_back";
    }

    /**
     * One attempt of a row, as the sender's daemon answered it.
     *
     * @param to index of the destination
     * @param sample from 0
     * @param attempt from 1; 0 when the sample was not attempted, {@code code} is then the reason
     * @param state {@link #OK}, {@link #ERROR}, {@link #UNKNOWN} (begun, and nobody knows how it ended) or
     *     {@link #NOT_ATTEMPTED}
     * @param path of the daemon's answer
     * @param status HTTP status of the daemon's error; null: there was no answer
     * @param code of the daemon's error, or the reason
     * @param detail of the daemon's error
     * @param retriesUsed by the daemon
     * @param dueMs when it was due, in ms after {@code go}
     * @param lateMs how much later it left, in ms
     * @param tookMs from due to the daemon's answer, in ms
     */
    public record RowEntry(
            int to,
            int sample,
            int attempt,
            String state,
            @Nullable String path,
            @Nullable Integer status,
            @Nullable String code,
            @Nullable String detail,
            @Nullable Integer retriesUsed,
            long dueMs,
            long lateMs,
            long tookMs) {
        public static final String OK = "ok";
        public static final String ERROR = "error";
        public static final String UNKNOWN = "unknown";
        public static final String NOT_ATTEMPTED = "not_attempted";
    }
}
