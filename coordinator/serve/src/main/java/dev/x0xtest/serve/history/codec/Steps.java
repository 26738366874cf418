package dev.x0xtest.serve.history.codec;

/**
 * Times in steps of a logarithm: 32 steps for each doubling, so that a time that is read differs by at most 1.6 % from the
 * one that was written. Below 32 us a step is a microsecond. -1, no time, stays -1.
 */
final class Steps {
    private static final int BITS = 5;
    private static final int PER_DOUBLING = 1 << BITS;

    /** Of the longest time. */
    private static final int MOST = of(Integer.MAX_VALUE);

    private Steps() {}

    static int of(int us) {
        if (us < PER_DOUBLING) {
            return us;
        }
        int shift = 31 - Integer.numberOfLeadingZeros(us) - BITS;
        return (shift + 1) * PER_DOUBLING + (us >> shift) - PER_DOUBLING;
    }

    /** The middle of a step, in us. */
    static int us(long step) {
        if (step < -1 || step > MOST) {
            throw new CodecException("a time of the unknown step " + step);
        }
        if (step < PER_DOUBLING) {
            return (int) step;
        }
        int shift = (int) step / PER_DOUBLING - 1;
        long least = (step % PER_DOUBLING + PER_DOUBLING) << shift;
        return (int) (least + ((1L << shift) >> 1));
    }
}
