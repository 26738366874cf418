package dev.x0xtest.wire;

import dev.x0xtest.wire.action.Discover;

/** What a runner can say of itself in {@link Discover.Details#features}; upstream's says nothing. */
public final class Features {
    /** Its {@code ack} tells what it saw and whether it could have missed anything. */
    public static final String COVERAGE = "coverage";

    /** Its {@code send_dm} knows {@code plane}, and so can leave the durable acknowledgement out on plane gossip. */
    public static final String PLANE = "plane";

    /** It carries out its share of a whole run by the plan protocol, {@code dev.x0xtest.wire.plan}. */
    public static final String PLAN = "plan";

    private Features() {}
}
