package dev.x0xtest.runner.plan;

import dev.x0xtest.runner.action.ActionException;
import dev.x0xtest.runner.plan.run.PlanRun;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.FailureKinds;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The reasons for which a command of the plan protocol is not executed. */
final class PlanRefusals {
    private PlanRefusals() {}

    static ActionException otherAgent(Plan plan) {
        return refused(FailureKinds.MALFORMED, "the plan's index " + plan.index() + " is another agent");
    }

    /** x0xd delivers gossip late to a daemon that was away. */
    static ActionException earlierProcess() {
        return refused(FailureKinds.RESTARTED, "the plan is for this runner before it was started anew");
    }

    /** The mesh may deliver the plan of an earlier epoch late. */
    static ActionException earlierEpoch() {
        return refused(FailureKinds.SUPERSEDED, "a later epoch of the run began");
    }

    static ActionException busy(PlanRun other) {
        return refused(
                FailureKinds.BUSY,
                "busy with run " + other.plan().run() + " of coordinator "
                        + other.coordinator().hex() + " since "
                        + Instant.ofEpochMilli(other.armedAtMs()).truncatedTo(ChronoUnit.SECONDS));
    }

    static ActionException unknown(RunRef ref) {
        return refused(FailureKinds.UNKNOWN_RUN, "no run " + ref.run() + " epoch " + ref.epoch() + " of yours here");
    }

    static ActionException noHolder() {
        return refused(FailureKinds.MALFORMED, "missing field holder");
    }

    static ActionException superseded(RunRef ref) {
        return refused(FailureKinds.SUPERSEDED, "another process of its coordinator attached to run " + ref.run());
    }

    private static ActionException refused(String kind, String message) {
        return new ActionException(Failure.of(kind, message));
    }
}
