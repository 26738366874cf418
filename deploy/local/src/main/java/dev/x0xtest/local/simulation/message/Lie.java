package dev.x0xtest.local.simulation.message;

import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.plan.RunReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a runner says in the place of the truth. */
final class Lie {
    private final RunReport truth;
    private String run;
    private int index;
    private List<RunReport.RowEntry> row;
    private List<RunReport.ColumnEntry> column;
    private Attachment now;
    private Attachment.@Nullable SelfDm selfDm;

    Lie(RunReport truth) {
        this.truth = truth;
        this.run = truth.run();
        this.index = truth.index();
        this.row = truth.row();
        this.column = truth.column();
        this.now = truth.now();
        this.selfDm = truth.selfDm();
    }

    RunReport told() {
        return new RunReport(
                        run,
                        truth.epoch(),
                        index,
                        truth.rowFinal(),
                        truth.columnFinal(),
                        row,
                        column,
                        truth.armed(),
                        now,
                        selfDm,
                        truth.strangers(),
                        truth.dropped(),
                        truth.maxInFlight(),
                        truth.maxIncoming(),
                        truth.sent(),
                        truth.history(),
                        truth.slowedTo())
                .with(truth.counters(), truth.snapshots(), truth.host())
                .wentAt(truth.wentAtUs())
                .linked(truth.links());
    }

    Lie ofRun(String other) {
        run = other;
        return this;
    }

    Lie ofIndex(int other) {
        index = other;
        return this;
    }

    /** Has seen nothing of this node. */
    Lie hiding(int from) {
        column = column.stream().filter(entry -> entry.from() != from).toList();
        return this;
    }

    /** Has seen a hop of this node. */
    Lie inventing(int from) {
        List<RunReport.ColumnEntry> more = new ArrayList<>(column);
        more.add(new RunReport.ColumnEntry(from, 0, 1, RunReport.ColumnEntry.INTACT, 1, 50, true, null, "live"));
        column = more;
        return this;
    }

    /** Has watched without a gap, and its message to itself came back. */
    Lie watching() {
        Attachment armed = truth.armed();
        long uptimeSecs = Math.max(now.daemonUptimeSecs(), armed.daemonUptimeSecs());
        now = stream(armed.generation(), armed.gaps(), armed.evicted(), uptimeSecs, armed.incomingTotal() + 100);
        selfDm = new Attachment.SelfDm(true, 1, null);
        return this;
    }

    /** Has watched without a gap, but its message to itself did not come back. */
    Lie deaf() {
        watching();
        selfDm = new Attachment.SelfDm(false, 5_000, "timeout");
        return this;
    }

    /** Its stream was attached anew. */
    Lie again() {
        now = stream(now.generation() + 1, now.gaps() + 1, now.evicted(), now.daemonUptimeSecs(), now.incomingTotal());
        return this;
    }

    /** Its daemon threw an event away. */
    Lie evicting() {
        now = stream(now.generation(), now.gaps(), now.evicted() + 1, now.daemonUptimeSecs(), now.incomingTotal());
        return this;
    }

    /** Its daemon began to count again. */
    Lie reset() {
        now = stream(now.generation(), now.gaps(), now.evicted(), 1, 1);
        return this;
    }

    private Attachment stream(long generation, long gaps, long evicted, long uptimeSecs, long incoming) {
        return new Attachment(
                now.attached(),
                generation,
                now.sinceMs(),
                now.ageMs(),
                gaps,
                evicted,
                truth.armed().unparsed(),
                uptimeSecs,
                incoming,
                now.sightingsDropped());
    }

    /** Did not send to this node. */
    Lie denying(int to) {
        row = row.stream()
                .map(entry -> entry.to() == to ? unsent(entry) : entry)
                .toList();
        return this;
    }

    private static RunReport.RowEntry unsent(RunReport.RowEntry entry) {
        return new RunReport.RowEntry(
                entry.to(),
                entry.sample(),
                0,
                RunReport.RowEntry.NOT_ATTEMPTED,
                null,
                null,
                "cancelled",
                null,
                null,
                entry.dueMs(),
                0,
                0);
    }

    /** Knows nothing of having sent to this node. */
    Lie forgetting(int to) {
        row = row.stream().filter(entry -> entry.to() != to).toList();
        return this;
    }
}
