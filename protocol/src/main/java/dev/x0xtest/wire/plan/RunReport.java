package dev.x0xtest.wire.plan;

import dev.x0xtest.wire.action.Attachment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Details of {@code report}: one runner's record of its row and column. {@code docs/protocol.md}, section The report.
 *
 * @param index this runner's index in the roster
 * @param rowFinal whether the runner has finished sending
 * @param columnFinal whether every expected hop was seen, or the coordinator closed the run
 * @param row every attempt, and every sample that was not attempted
 * @param column every sighting of this run
 * @param armed the stream when the plan was stored
 * @param now the stream when this report was made
 * @param selfDm the self-DM after the grace, if hops were missing then
 * @param strangers hops of this run with neither the right sender nor the right digest
 * @param dropped sightings for which the ledger had no room
 * @param maxInFlight highest number of sends in flight
 * @param maxIncoming highest number of hops that arrived within one slot
 * @param sent direct messages that this runner sent for the run, hops not counted
 * @param history what the daemon's history added; null: it was not read, because no hop was missing at the end
 * @param slowedTo how many hops were in flight at most at the end, because the runner's x0xd was overloaded; null: as planned
 * @param counters the daemon's counters since {@code armed}; null: unknown
 * @param snapshots the daemon's view of peers to which a hop failed, at most {@value Evidence#SNAPSHOTS}; null: none
 * @param host how busy the host was; null: the runner does not watch it
 * @param wentAtUs the host's wall clock at {@code go}, in us since 1970; null: unknown, as of older runners
 * @param links which connections of the daemon were made anew; null: unknown, as of older runners
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
        long sent,
        RunReport.@Nullable History history,
        @Nullable Integer slowedTo,
        Evidence.@Nullable Counters counters,
        @Nullable List<Evidence.Snapshot> snapshots,
        Evidence.@Nullable Host host,
        @Nullable Long wentAtUs,
        Evidence.@Nullable Links links) {
    /** Entries of row and column, together, that carry microseconds: of more, they could make a report too large. */
    private static final int MOST_ENTRIES_IN_US = 6_000;

    /** A report without evidence. */
    public RunReport(
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
            long sent,
            RunReport.@Nullable History history,
            @Nullable Integer slowedTo) {
        this(
                run,
                epoch,
                index,
                rowFinal,
                columnFinal,
                row,
                column,
                armed,
                now,
                selfDm,
                strangers,
                dropped,
                maxInFlight,
                maxIncoming,
                sent,
                history,
                slowedTo,
                null,
                null,
                null,
                null,
                null);
    }

    /** The same report with this evidence. */
    public RunReport with(
            Evidence.@Nullable Counters newCounters,
            @Nullable List<Evidence.Snapshot> newSnapshots,
            Evidence.@Nullable Host newHost) {
        return copy(newCounters, newSnapshots, newHost, wentAtUs, links);
    }

    /** The same report of a runner whose host had this wall clock at {@code go}. */
    public RunReport wentAt(@Nullable Long newWentAtUs) {
        return copy(counters, snapshots, host, newWentAtUs, links);
    }

    /** The same report with these connections. */
    public RunReport linked(Evidence.@Nullable Links newLinks) {
        return copy(counters, snapshots, host, wentAtUs, newLinks);
    }

    private RunReport copy(
            Evidence.@Nullable Counters newCounters,
            @Nullable List<Evidence.Snapshot> newSnapshots,
            Evidence.@Nullable Host newHost,
            @Nullable Long newWentAtUs,
            Evidence.@Nullable Links newLinks) {
        return new RunReport(
                run,
                epoch,
                index,
                rowFinal,
                columnFinal,
                row,
                column,
                armed,
                now,
                selfDm,
                strangers,
                dropped,
                maxInFlight,
                maxIncoming,
                sent,
                history,
                slowedTo,
                newCounters,
                newSnapshots,
                newHost,
                newWentAtUs,
                newLinks);
    }

    /** The same report, to the millisecond where microseconds could make it too large. */
    public RunReport fitting() {
        if (row.size() + column.size() <= MOST_ENTRIES_IN_US) {
            return this;
        }
        return new RunReport(
                        run,
                        epoch,
                        index,
                        rowFinal,
                        columnFinal,
                        row.stream().map(entry -> entry.in(null, null)).toList(),
                        column.stream().map(entry -> entry.in(null)).toList(),
                        armed,
                        now,
                        selfDm,
                        strangers,
                        dropped,
                        maxInFlight,
                        maxIncoming,
                        sent,
                        history,
                        slowedTo)
                .with(counters, snapshots, host)
                .wentAt(wentAtUs)
                .linked(links);
    }

    /**
     * What the daemon's history showed of hops that the stream had not shown. A hop that is in it had arrived when it was
     * read; nobody knows when. A hop that is not in it proves something only where the daemon stores every
     * message before it acknowledges it: on the plane {@code durable}.
     *
     * @param begunMs when the reading at the end of the run began, in ms after this runner's own {@code go}; null: the
     *     clock of the {@code go} is gone with the host's boot
     * @param rows stored messages that were read
     * @param found hops of this run from the right sender with the right digest
     * @param whole indexes of the sources of which every stored message since before the run was read
     * @param trouble why it ended early; null: it did not
     */
    public record History(
            @Nullable Long begunMs,
            int rows,
            List<RunReport.Found> found,
            List<Integer> whole,
            @Nullable String trouble) {}

    /**
     * A hop that was found.
     *
     * @param from index of the source
     * @param sample from 0
     * @param attempt from 1
     * @param byMs when it was read: it had arrived by then; in ms after this runner's own {@code go}, null like {@code
     *     begunMs}
     */
    public record Found(
            int from, int sample, int attempt, @Nullable Long byMs) {}

    /**
     * The sightings of one hop id, one entry for each kind of sighting.
     *
     * @param from index of the source in the hop's id
     * @param sample from 0
     * @param attempt from 1
     * @param what {@link #INTACT}, {@link #CORRUPT} (right sender, wrong digest) or {@link #FOREIGN} (wrong sender,
     *     right     digest)
     * @param count number of arrivals
     * @param seenMs first arrival, in ms after this runner's own {@code go}; negative before it
     * @param verified whether the daemon verified the sender, for the best arrival
     * @param sender agent id of the wrong sender
     * @param source {@code live}, or {@code history} for a hop found in the daemon's history
     * @param seenUs microseconds to add to {@code seenMs}, -999 to 999; null: the runner tells milliseconds only
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
            String source,
            @Nullable Integer seenUs) {
        public static final String INTACT = "intact";
        public static final String CORRUPT = "corrupt";
        public static final String FOREIGN = "foreign";

        /** A sighting to the millisecond. */
        public ColumnEntry(
                int from,
                int sample,
                int attempt,
                String what,
                int count,
                long seenMs,
                boolean verified,
                @Nullable String sender,
                String source) {
            this(from, sample, attempt, what, count, seenMs, verified, sender, source, null);
        }

        /** The same with these microseconds; null: without. */
        public ColumnEntry in(@Nullable Integer newSeenUs) {
            return new ColumnEntry(from, sample, attempt, what, count, seenMs, verified, sender, source, newSeenUs);
        }
    }

    /**
     * Details of {@code progress} and of the answer to {@code renew}.
     *
     * @param state {@code armed}, {@link #RUNNING}, {@link #ROW_ENDED}, {@link #FINAL}, {@link #DAEMON_LOST} or
     *     {@link #DAEMON_BACK}
     * @param attempted samples of the row whose first attempt was started
     * @param seen cells of the column with an intact sighting
     */
    public record Progress(String run, int epoch, int index, String state, int attempted, int seen) {
        /** The runner still sends, or waits for its daemon's answers. */
        public static final String RUNNING = "running";

        /** The runner has finished sending; the report follows when the column is final. */
        public static final String ROW_ENDED = "row_ended";

        /** Row and column are final; the report was sent. */
        public static final String FINAL = "final";

        /** The stream of direct messages was lost. */
        public static final String DAEMON_LOST = "daemon_lost";

        /** The stream is attached again. */
        public static final String DAEMON_BACK = "daemon_back";
    }

    /**
     * One attempt of a row, with the answer of the sender's daemon.
     *
     * @param to index of the destination
     * @param sample from 0
     * @param attempt from 1; 0 for a sample that was not attempted, with the reason in {@code code}
     * @param state {@link #OK}, {@link #ERROR}, {@link #UNKNOWN} (started, its result never became known) or
     *     {@link #NOT_ATTEMPTED}
     * @param path delivery path in the daemon's answer
     * @param status HTTP status of the daemon's error; null without an answer
     * @param code error code of the daemon, or the reason
     * @param detail error text of the daemon
     * @param retriesUsed retries of the daemon
     * @param dueMs when the attempt was due, in ms after {@code go}
     * @param lateMs how much later it was sent, in ms
     * @param tookMs from the due time to the daemon's answer, in ms
     * @param lateUs microseconds to add to {@code lateMs}, 0 to 999; null: the runner tells milliseconds only
     * @param tookUs the same for {@code tookMs}
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
            long tookMs,
            @Nullable Integer lateUs,
            @Nullable Integer tookUs) {
        public static final String OK = "ok";
        public static final String ERROR = "error";
        public static final String UNKNOWN = "unknown";
        public static final String NOT_ATTEMPTED = "not_attempted";

        /** Begins the reason of a sample that was not attempted because the lease had lapsed. */
        public static final String LAPSED = "lease lapsed";

        /** Begins the reason of a sample that was not attempted because the runner was restarted. */
        public static final String RESTARTED = "restarted";

        /** The reason of a sample that was not attempted because its destination did not answer the two before it. */
        public static final String FAILED_TWICE = "destination failed twice";

        /** An attempt to the millisecond. */
        public RowEntry(
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
            this(
                    to,
                    sample,
                    attempt,
                    state,
                    path,
                    status,
                    code,
                    detail,
                    retriesUsed,
                    dueMs,
                    lateMs,
                    tookMs,
                    null,
                    null);
        }

        /** The same with these microseconds; null: without. */
        public RowEntry in(@Nullable Integer newLateUs, @Nullable Integer newTookUs) {
            return new RowEntry(
                    to,
                    sample,
                    attempt,
                    state,
                    path,
                    status,
                    code,
                    detail,
                    retriesUsed,
                    dueMs,
                    lateMs,
                    tookMs,
                    newLateUs,
                    newTookUs);
        }

        /** Whether the sample was left unsent by an interruption, so that a later epoch may send it. */
        public boolean leftByInterruption() {
            return state.equals(NOT_ATTEMPTED)
                    && code != null
                    && (code.startsWith(LAPSED) || code.startsWith(RESTARTED));
        }
    }
}
