package dev.x0xtest.coordinator.run.plans;

import dev.x0xtest.coordinator.run.ask.Exchange;
import dev.x0xtest.coordinator.run.node.Coverage;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.action.NoopAck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One node's share of a run by plans, from its plan to its report. */
final class PlannedNode {
    final NodeState node;
    final AgentId id;
    /** The run's id. */
    final String run;
    /** Its place in the plan's roster. */
    final int index;

    Coverage.@Nullable Baseline armed;
    /** Why it could not be armed. */
    @Nullable
    String notArmed;

    @Nullable
    Exchange plan;

    @Nullable
    Exchange go;

    long goSentNanos;
    /** When its {@code go} had arrived at the latest; {@code Long.MAX_VALUE}: nothing shows that it has. */
    long goKnownNanos = Long.MAX_VALUE;

    boolean rowEnded;
    boolean closed;
    boolean asking;
    boolean daemonLost;
    /** How often that changed. */
    int daemonMoves;

    /** The latest report. */
    @Nullable
    NodeReport report;
    /** Why no report will come. */
    @Nullable
    String lost;

    private @Nullable String gap;

    PlannedNode(NodeState node, AgentId id, String run, int index) {
        this.node = node;
        this.id = id;
        this.run = run;
        this.index = index;
    }

    /** The process that its plan is for, as it called itself; null: it did not say. */
    @Nullable
    String instance() {
        Discover.Details details = node.details;
        return details == null ? null : details.instance();
    }

    /** Nobody knows yet whether it will take part. */
    boolean waitsForArmed() {
        return armed == null && notArmed == null;
    }

    /** Its report is complete, or there will be none. */
    boolean settled() {
        return lost != null || (report != null && report.complete());
    }

    /** Takes a report that was made after {@code askedNanos}; a complete one is not replaced. */
    void reported(NodeReport latest, long askedNanos, long nowNanos) {
        if (settled()) {
            return;
        }
        report = latest;
        rowEnded |= latest.frame().rowFinal();
        goKnownNanos = Math.min(goKnownNanos, nowNanos);
        gap = gap(latest, askedNanos);
    }

    private @Nullable String gap(NodeReport latest, long askedNanos) {
        if (armed == null || !latest.complete()) {
            return "its report is not final";
        }
        NoopAck.Details now = new NoopAck.Details(
                latest.frame().now(), List.of(), latest.frame().selfDm());
        String change = Coverage.gap(armed, now, askedNanos);
        return change == null && latest.frame().dropped() > 0 ? "its runner dropped sightings" : change;
    }

    /** Why it may have missed a hop; null when it is covered. */
    @Nullable
    String gap() {
        if (report == null) {
            return "its report never came" + (lost == null ? "" : ": " + lost);
        }
        return gap;
    }

    /** How plan and {@code go} reached it, for the report. */
    String control() {
        return "plan: " + (plan == null ? "" : plan.trace()) + "; go: " + (go == null ? "not sent" : go.trace());
    }
}
