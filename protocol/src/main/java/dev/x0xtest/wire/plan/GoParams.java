package dev.x0xtest.wire.plan;

import java.util.BitSet;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of {@code go}, which opens the barrier. Repeating the command changes nothing.
 *
 * @param armed the nodes that take part, as a bit set in hexadecimal: one bit per index of the roster, starting with
 *     the lowest bit of the first byte
 * @param holder as in {@link RunRef#holder}
 */
public record GoParams(
        String run, int epoch, String armed, @Nullable String holder) {
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
        if (holder != null) {
            PlanText.hex("holder", holder, RunRef.HOLDER_CHARS);
        }
    }

    /** Parameters without a holder. */
    public GoParams(String run, int epoch, String armed) {
        this(run, epoch, armed, null);
    }

    public static GoParams of(RunRef run, BitSet armed) {
        return new GoParams(run.run(), run.epoch(), HexFormat.of().formatHex(armed.toByteArray()), run.holder());
    }

    public BitSet armedSet() {
        return BitSet.valueOf(HexFormat.of().parseHex(armed));
    }

    public RunRef ref() {
        return new RunRef(run, epoch, holder);
    }
}
