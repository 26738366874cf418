package dev.x0xtest.wire.plan;

import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.action.SelfDm;
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
        List<RowEntry> row,
        List<ColumnEntry> column,
        Attachment armed,
        Attachment now,
        @Nullable SelfDm selfDm,
        long strangers,
        long dropped,
        int maxInFlight,
        int maxIncoming,
        long sent) {}
