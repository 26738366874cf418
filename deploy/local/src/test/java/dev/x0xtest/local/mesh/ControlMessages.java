package dev.x0xtest.local.mesh;

import java.util.List;
import java.util.function.ToLongFunction;

/** Counts the control messages of a run from the counters of its report. */
public final class ControlMessages {
    private static final List<String> PLANS = List.of(
            "control_sent_plan",
            "control_received_armed",
            "control_sent_go",
            "control_sent_close",
            "control_received_report");

    private ControlMessages() {}

    /** Returns the number of messages that a run by plans needs: at most five for each runner. */
    public static long ofPlans(ToLongFunction<String> counter) {
        return PLANS.stream().mapToLong(counter).sum();
    }
}
