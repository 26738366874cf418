package dev.x0xtest.wire.plan;

import dev.x0xtest.wire.Hex;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a run: the parameters of {@code attach}, {@code close}, {@code report}, {@code renew} and {@code cancel}.
 *
 * @param run 32 lower-case hexadecimal characters
 * @param epoch from 1
 * @param holder the coordinator's process that commands the run, 32 lower-case hexadecimal characters; null: it does not
 *     say. Required for {@code attach} only
 */
public record RunRef(String run, int epoch, @Nullable String holder) {
    /** Hexadecimal characters of a holder's id. */
    static final int HOLDER_CHARS = 32;

    /**
     * Checks the fields.
     *
     * @throws IllegalArgumentException if a field is out of bounds
     */
    public RunRef {
        PlanText.hex("run", run, Plan.RUN_CHARS);
        PlanText.within("epoch", epoch, 1, Integer.MAX_VALUE);
        if (holder != null) {
            PlanText.hex("holder", holder, HOLDER_CHARS);
        }
    }

    /** A run without a holder. */
    public RunRef(String run, int epoch) {
        this(run, epoch, null);
    }

    /**
     * A later epoch of a run. Its id is the first half of SHA-256 over the 16 bytes of the first epoch's id and the number of
     * the epoch, four bytes, big-endian.
     */
    public static RunRef epoch(String firstRun, int epoch) {
        byte[] first = HexFormat.of().parseHex(firstRun);
        ByteBuffer named =
                ByteBuffer.allocate(first.length + Integer.BYTES).put(first).putInt(epoch);
        return new RunRef(Hex.sha256(named.array()).substring(0, Plan.RUN_CHARS), epoch);
    }

    /** The run that the plan belongs to. */
    public static RunRef of(Plan plan) {
        return new RunRef(plan.run(), plan.epoch());
    }

    /** The same run, commanded by this holder. */
    public RunRef heldBy(String newHolder) {
        return new RunRef(run, epoch, newHolder);
    }

    /**
     * Details of {@code attached}, the answer to {@code attach}.
     *
     * @param lapsed whether the run's lease had lapsed: its row starts no more attempts, its report can be asked for
     * @param ended whether row and column are final
     * @param heardAgoMs ms since the run's coordinator was last heard of, not counting this command
     */
    public record Attached(String run, int epoch, boolean lapsed, boolean ended, long heardAgoMs) {}
}
