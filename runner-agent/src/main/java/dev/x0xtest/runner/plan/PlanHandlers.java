package dev.x0xtest.runner.plan;

import dev.x0xtest.runner.action.HandlerTable;
import dev.x0xtest.runner.action.Lane;
import dev.x0xtest.wire.plan.PlanActions;

/** Binds the actions of the plan protocol to their handlers. */
public final class PlanHandlers {
    private PlanHandlers() {}

    /** Binds those about runs to one lane; none of them waits for the mesh. */
    public static void bind(HandlerTable handlers, Lane lane, PlanRuns runs) {
        handlers.bind(PlanActions.PLAN, lane, runs::plan);
        handlers.bind(PlanActions.GO, lane, runs::go);
        handlers.bind(PlanActions.RENEW, lane, runs::renew);
        handlers.bind(PlanActions.CLOSE, lane, runs::close);
        handlers.bind(PlanActions.REPORT, lane, runs::report);
        handlers.bind(PlanActions.CANCEL, lane, runs::cancel);
        handlers.bind(PlanActions.ATTACH, lane, runs::attach);
    }
}
