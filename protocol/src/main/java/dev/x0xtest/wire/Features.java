package dev.x0xtest.wire;

import dev.x0xtest.wire.action.Discover;

/** Features that a runner may announce in {@link Discover.Details#features}. An upstream runner announces none. */
public final class Features {
    /** {@code ack} carries the attachment and the sightings that were asked for. */
    public static final String COVERAGE = "coverage";

    /**
     * {@code send_dm} honours {@code plane}; without it a {@code gossip} send still asks for the durable
     * acknowledgement.
     */
    public static final String PLANE = "plane";

    /** The runner speaks the plan protocol, {@code dev.x0xtest.wire.plan}. */
    public static final String PLAN = "plan";

    /** The runner has the action {@code attach}, lets one holder command a run, and ends an earlier epoch of a plan. */
    public static final String ATTACH = "attach";

    /** The runner takes plans whose cells have different numbers of samples, so that a later epoch asks only for the rest. */
    public static final String EPOCHS = "epochs";

    /** The runner takes plans whose samples have different sizes; without it a plan has one size. */
    public static final String SIZES = "sizes";

    private Features() {}
}
