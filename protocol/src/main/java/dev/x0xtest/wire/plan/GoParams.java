package dev.x0xtest.wire.plan;

import java.util.BitSet;
import java.util.HexFormat;

/**
 * Parameters of {@code go}, which opens the barrier. Repeating the command changes nothing.
 *
 * @param armed the nodes that take part, as a bit set in hexadecimal: one bit per index of the roster, starting with
 *     the     lowest bit of the first byte
 */
public record GoParams(String run, int epoch, String armed) {
    /**
     * Checks the fields.
     *
     * @throws IllegalArgumentException if a field is out of bounds
     */
    public GoParams {
        PlanText.hex("run", run, Plan.RUN_CHARS);
        PlanText.within("epoch", epoch, 1, Integer.MAX_VALUE);
        PlanText.within("the length of armed", armed.length(), 0, PlanLimits.NODES / 4 + 2);
        PlanText.hex("armed", armed, armed.length() & ~1);
    }

    public static GoParams of(RunRef run, BitSet armed) {
        return new GoParams(run.run(), run.epoch(), HexFormat.of().formatHex(armed.toByteArray()));
    }

    public BitSet armedSet() {
        return BitSet.valueOf(HexFormat.of().parseHex(armed));
    }

    public RunRef ref() {
        return new RunRef(run, epoch);
    }
}
