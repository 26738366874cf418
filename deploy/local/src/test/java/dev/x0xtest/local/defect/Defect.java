package dev.x0xtest.local.defect;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.util.Map;
import java.util.function.UnaryOperator;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.implementation.StubMethod;
import net.bytebuddy.matcher.ElementMatcher;

/** A defect: one method of ours that does something else. */
public enum Defect {
    /** A runner sends whether or not it hears of its coordinator. */
    NO_LEASE_CHECK(Runner.PLAN_RUN, body(named("leaseLapsed"), FixedValue.value(false))),
    /** A report counts for whatever run and epoch is under way. */
    EPOCH_IGNORED(Coordinator.PLAN_REPORTS, body(named("isOurs"), FixedValue.value(true))),
    /** What changed at the receiver's stream since the arming is not looked at. */
    GAP_IGNORED(Coordinator.COVERAGE, body(named("change"), FixedValue.nullValue())),
    /** All sources of a column have one key. */
    KEY_REUSED("dev.x0xtest.wire.plan.HopKey", advice(named("of").and(takesArguments(2)), Bodies.OneKey.class)),
    /** A later epoch has the run id of the first one, and with it the keys. */
    LATE_HOP_BELIEVED(
            "dev.x0xtest.wire.plan.RunRef", advice(named("epoch").and(takesArguments(2)), Bodies.SameRun.class)),
    /** The checksum of a compressed report is not looked at. */
    CORRUPT_REPORT_ACCEPTED(
            "dev.x0xtest.wire.json.Packed", body(named("inflate"), MethodDelegation.to(Unchecked.class))),
    /** A source whose report never came is taken to have sent, and to have been acknowledged. */
    LOST_REPORT_IS_SUCCESS(Coordinator.PLAN_CELLS, body(named("silent"), MethodDelegation.to(Bodies.Accepted.class))),
    /** The report counts each arrival of a hop beyond the first twice. */
    DUPLICATE_COUNTED_TWICE(Coordinator.EPOCH + "Arrivals", advice(named("duplicates"), Bodies.Twice.class)),
    /** A journal that ends early is read as if the run had ended. */
    CUT_JOURNAL_BELIEVED(
            "dev.x0xtest.coordinator.run.journal.JournalReplay",
            advice(named("report").and(takesArguments(2)), Bodies.Whole.class)),
    /** Every receiver is taken to have watched. */
    COVERAGE_ASSUMED(
            Coordinator.EPOCH + "PlannedNode", body(named("gap").and(takesArguments(0)), FixedValue.nullValue())),

    /** Every payload is the right one. */
    DIGEST_IGNORED("dev.x0xtest.wire.plan.HopKey", body(named("verifies"), FixedValue.value(true))),
    /** Every sender is the right one. */
    SENDER_IGNORED(Runner.PLAN_COLUMN, advice(named("saw"), Bodies.RightSender.class)),
    /** Every path is the right one. */
    PLANE_IGNORED(Coordinator.JUDGE, body(named("byPlane"), MethodDelegation.to(Bodies.Proven.class))),
    /** What arrived is in time. */
    DEADLINE_IGNORED(Coordinator.PLAN_CELLS, body(named("timed"), MethodDelegation.to(Bodies.InTime.class))),
    /** What arrived is proven, whatever the sender was told. */
    FAILURE_IGNORED(Coordinator.JUDGE, body(named("unacked"), MethodDelegation.to(Bodies.Proven.class))),
    /** What the sender's record says of what arrived is not looked at. */
    SENDER_NOT_ASKED(Coordinator.JUDGE, body(named("seen"), MethodDelegation.to(Bodies.Proven.class))),
    /** What nobody saw is proven. */
    UNSEEN_IS_PROVEN(Coordinator.JUDGE, body(named("unseen"), MethodDelegation.to(Bodies.Proven.class))),
    /** No cause is ever named. */
    NO_CAUSES("dev.x0xtest.coordinator.causes.Causes", body(named("of"), MethodDelegation.to(Bodies.NoCauses.class))),
    /** Any agent may claim any label. */
    EVERY_CLAIM_HOLDS(Coordinator.ROSTER, body(named("claim"), FixedValue.value(true))),
    /** Any daemon may stand behind the anchor's address. */
    EVERY_ANCHOR_HOLDS(Coordinator.ROSTER, body(named("requireSame"), StubMethod.INSTANCE)),
    /** Nobody is told of a second runner or a second machine. */
    DOUBLES_IGNORED(Coordinator.NODE + "Doubles", body(named("seen").or(named("answered")), StubMethod.INSTANCE)),
    /** A pair that was not observed, or failed for now, is not tried again. */
    NO_RETRIES("dev.x0xtest.coordinator.run.pairs.Matrix", body(named("tries"), FixedValue.value(0))),
    /** A command is sent once. */
    NO_RETRANSMITS("dev.x0xtest.coordinator.run.ask.Exchange", advice(named("next"), Bodies.FirstOnly.class)),
    /** What an interruption left unsent is not tried again. */
    NO_LATER_EPOCH("dev.x0xtest.coordinator.run.plans.Unsent", body(named("keep"), FixedValue.value(false)));

    private static final class Coordinator {
        static final String NODE = "dev.x0xtest.coordinator.run.node.";
        static final String COVERAGE = NODE + "Coverage";
        static final String ROSTER = NODE + "Roster";
        static final String EPOCH = "dev.x0xtest.coordinator.run.plans.epoch.";
        static final String PLAN_REPORTS = EPOCH + "PlanReports";
        static final String PLAN_CELLS = EPOCH + "PlanCells";
        static final String JUDGE = "dev.x0xtest.coordinator.run.cell.CellJudge";
    }

    private static final class Runner {
        static final String PLAN_RUN = "dev.x0xtest.runner.plan.run.PlanRun";
        static final String PLAN_COLUMN = "dev.x0xtest.runner.plan.run.PlanColumn";
    }

    /** Changes a class. */
    interface Change extends UnaryOperator<DynamicType.Builder<?>> {}

    @SuppressWarnings("ImmutableEnumChecker") // stateless
    private final Map<String, Change> changes;

    Defect(String type, Change change) {
        this.changes = Map.of(type, change);
    }

    Map<String, Change> changes() {
        return changes;
    }

    private static Change body(ElementMatcher<? super MethodDescription> method, Implementation other) {
        return builder -> builder.method(method).intercept(other);
    }

    private static Change advice(ElementMatcher.Junction<MethodDescription> method, Class<?> other) {
        return builder -> builder.visit(Advice.to(other).on(method));
    }
}
