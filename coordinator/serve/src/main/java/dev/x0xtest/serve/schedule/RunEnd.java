package dev.x0xtest.serve.schedule;

import dev.x0xtest.serve.schedule.harm.Harm;

/**
 * How a run ended.
 *
 * @param number of its {@link Decision.Start}
 * @param text for people: whose run the runners were busy with, or what failed; empty where it is done
 * @param hops that were sent
 * @param control other messages
 */
public record RunEnd(long number, Outcome outcome, String text, long hops, long control, Harm harm) {
    /** What became of it. */
    public enum Outcome {
        /** It has a report that judges its pairs, whatever the verdict. */
        DONE,
        /** The runners were busy with another coordinator's run. */
        BUSY,
        /** No anchor could be used. */
        ANCHOR,
        /** A fault of ours, or an interruption. */
        FAILED
    }

    /** A run that was not made, or not to its end, and sent nothing that counts. */
    public static RunEnd without(long number, Outcome outcome, String text) {
        return new RunEnd(number, outcome, text, 0, 0, Harm.NONE);
    }
}
