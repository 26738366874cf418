package dev.x0xtest.local.mesh;

import java.util.List;
import java.util.function.ToLongFunction;

/** What a report's counters say of the messages beside the hops. */
public final class ControlMessages {
    private static final List<String> PLANS = List.of(
            "control_sent_plan",
            "control_received_armed",
            "control_sent_go",
            "control_sent_close",
            "control_received_report");

    private ControlMessages() {}

    /** Those that a run by plans cannot do without: at most five for each runner. */
    public static long ofPlans(ToLongFunction<String> counter) {
        return PLANS.stream().mapToLong(counter).sum();
    }
}
