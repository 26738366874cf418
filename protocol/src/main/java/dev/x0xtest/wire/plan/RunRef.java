package dev.x0xtest.wire.plan;

/**
 * Identifies a run: the parameters of {@code close}, {@code report}, {@code renew} and {@code cancel}.
 *
 * @param run 32 lower-case hexadecimal characters
 * @param epoch from 1
 */
public record RunRef(String run, int epoch) {
    /**
     * Checks both fields.
     *
     * @throws IllegalArgumentException if a field is out of bounds
     */
    public RunRef {
        PlanText.hex("run", run, Plan.RUN_CHARS);
        PlanText.within("epoch", epoch, 1, Integer.MAX_VALUE);
    }

    /** The run that the plan belongs to. */
    public static RunRef of(Plan plan) {
        return new RunRef(plan.run(), plan.epoch());
    }
}
