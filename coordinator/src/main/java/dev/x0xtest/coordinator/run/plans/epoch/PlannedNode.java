package dev.x0xtest.coordinator.run.plans.epoch;

import dev.x0xtest.coordinator.run.ask.Exchange;
import dev.x0xtest.coordinator.run.node.Coverage;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.action.NoopAck;
import dev.x0xtest.wire.plan.RunReport;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** A node that takes part in the plans: from the sending of its plan to its final report. */
public final class PlannedNode {
    private static final int MOST_DAEMON_NOTES = 10;

    private final NodeState node;
    private final AgentId id;
    private final String run;
    private final int index;
    private Coverage.@Nullable Baseline armed;
    private @Nullable String notArmed;
    private @Nullable Exchange plan;
    private @Nullable Exchange go;
    private long goSentNanos;
    private long goKnownNanos = Long.MAX_VALUE;
    private boolean rowEnded;
    private long rowEndedNanos;
    private boolean closed;
    private long closedNanos = Long.MAX_VALUE;
    private boolean asking;
    private int questions;
    private long workedNanos = Long.MIN_VALUE;
    private boolean daemonLost;
    private int daemonNotes;
    private @Nullable NodeReport report;
    private @Nullable String lost;
    private @Nullable String gap;

    /** A node without a plan yet; {@code index} is its place in the plans. */
    PlannedNode(NodeState node, AgentId id, String run, int index) {
        this.node = node;
        this.id = id;
        this.run = run;
        this.index = index;
    }

    /** Its plan is on its way. */
    void planSent(Exchange command) {
        require(plan == null, "sent its plan");
        plan = command;
    }

    /** Its runner accepted the plan: the node is ready. */
    void armed(Coverage.Baseline since) {
        require(waitsForArmed(), "armed");
        armed = since;
        if (!node.ready()) {
            node.ready(since);
        }
    }

    /** It takes no part in the plans, for this reason. */
    void notArmed(String reason) {
        require(waitsForArmed(), "left out");
        notArmed = reason;
    }

    /** Its {@code go} is on its way. */
    void goSent(Exchange command, long nowNanos) {
        require(armed != null && go == null, "sent its go");
        go = command;
        goSentNanos = nowNanos;
    }

    /** Its {@code go} is on its way once more: the process that sent the first is gone. */
    void goSentAgain(Exchange command) {
        require(go != null, "sent its go again");
        go = command;
    }

    /** Its {@code go} has arrived: the runner said so, or its report shows it. */
    void goArrived(long nowNanos) {
        goKnownNanos = Math.min(goKnownNanos, nowNanos);
    }

    /** All its sends have ended, or their results will never be known. */
    void rowHasEnded(long nowNanos) {
        rowEndedNanos = rowEnded ? rowEndedNanos : nowNanos;
        rowEnded = true;
    }

    /** Marks its column as closed; false: it was closed before. */
    boolean close(long nowNanos) {
        boolean first = !closed;
        closed = true;
        closedNanos = Math.min(closedNanos, nowNanos);
        return first;
    }

    /** When it was first told to close its column; {@code Long.MAX_VALUE}: it was not. */
    long closedNanos() {
        return closedNanos;
    }

    /** It must be told to close once more; false: it was not told yet. */
    boolean reopen() {
        boolean was = closed;
        closed = false;
        return was;
    }

    /** Its runner said that it still sends, or waits for answers. */
    void works(long nowNanos) {
        workedNanos = nowNanos;
    }

    /** Whether its runner said so at this time or later. */
    boolean workedSince(long nanos) {
        return workedNanos != Long.MIN_VALUE && workedNanos >= nanos;
    }

    /** Its report is being asked for. */
    void asked() {
        asking = true;
        questions++;
    }

    /** How often its report was asked for. */
    int questions() {
        return questions;
    }

    /** A question for its report has ended, with an answer or without. */
    void answered() {
        asking = false;
    }

    /** Takes a report that was made after {@code askedNanos}; a complete one is not replaced. */
    void reported(NodeReport latest, long askedNanos, long nowNanos) {
        if (settled()) {
            return;
        }
        report = latest;
        if (latest.frame().rowFinal()) {
            rowHasEnded(nowNanos);
        }
        if (latest.went()) {
            goArrived(nowNanos);
        }
        gap = gap(latest, askedNanos);
    }

    /** No complete report will come, for this reason. */
    void lost(String reason) {
        require(!settled(), "lost");
        lost = reason;
    }

    /** Its daemon was lost, or is back; true for the first ten changes: a runner must not fill the screen with notes. */
    boolean daemonChanged(boolean nowLost) {
        if (daemonLost == nowLost || daemonNotes >= MOST_DAEMON_NOTES) {
            return false;
        }
        daemonLost = nowLost;
        daemonNotes++;
        return true;
    }

    private void require(boolean legal, String move) {
        if (!legal) {
            throw new IllegalStateException(node.label().text() + " cannot be " + move + " now");
        }
    }

    public NodeState node() {
        return node;
    }

    AgentId id() {
        return id;
    }

    String run() {
        return run;
    }

    /** Its place in the plans, from 0. */
    int index() {
        return index;
    }

    /** The runner's process that its plan is for, as that process named itself; null: it did not. */
    @Nullable
    String instance() {
        Discover.Details details = node.details();
        return details == null ? null : details.instance();
    }

    /** Whether it takes part is not known yet. */
    boolean waitsForArmed() {
        return armed == null && notArmed == null;
    }

    public boolean isArmed() {
        return armed != null;
    }

    /** Why it takes no part in the plans; null unless that is so. */
    @Nullable
    public String notArmed() {
        return notArmed;
    }

    /** What the runner said last when it refused the plan for now; null: it did not. */
    @Nullable
    String refusal() {
        return plan == null ? null : plan.refusal();
    }

    /** Whether its {@code go} was sent. */
    public boolean toldToGo() {
        return go != null;
    }

    /** Whether its complete report is here. */
    public boolean reportedAll() {
        return report != null && report.complete();
    }

    /** When its {@code go} was sent, on the coordinator's clock. */
    public long goSentNanos() {
        return goSentNanos;
    }

    /** When its {@code go} had arrived at the latest; {@code Long.MAX_VALUE}: nothing shows that it has. */
    public long goKnownNanos() {
        return goKnownNanos;
    }

    public boolean rowEnded() {
        return rowEnded;
    }

    /** When its last send to a node that {@code counts} had left at the latest; it may be long before its row ended. */
    long lastHopNanos(IntPredicate counts) {
        NodeReport known = report;
        return known == null || goKnownNanos == Long.MAX_VALUE
                ? rowEndedNanos
                : goKnownNanos + known.lastHopMs(counts) * 1_000_000;
    }

    boolean closed() {
        return closed;
    }

    /** Whether a question for its report is in flight. */
    boolean asking() {
        return asking;
    }

    /** The latest report; null: none came. */
    @Nullable
    NodeReport report() {
        return report;
    }

    /** Its latest report without its row and its column; null: none came. */
    public @Nullable RunReport frame() {
        return report == null ? null : report.frame();
    }

    /** When its last send had left at the latest, in ms after its {@code go}; its report was made later. 0: nothing is known. */
    public long lastSentMs() {
        return report == null ? 0 : report.lastHopMs(any -> true);
    }

    /** Why no complete report will come; null: it may, or it came. */
    @Nullable
    String lost() {
        return lost;
    }

    /** Its report is complete, or will never be. */
    public boolean settled() {
        return lost != null || reportedAll();
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
