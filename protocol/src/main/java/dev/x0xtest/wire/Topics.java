package dev.x0xtest.wire;

/**
 * The pub-sub topics of upstream's harness. The payload of a topic message is bare JSON without the {@code x0xtest|}
 * prefix.
 */
public final class Topics {
    /** Coordinator to runners: {@code discover} commands. */
    public static final String DISCOVER = "x0x.test.discover.v1";

    /** Coordinator to the runner beside its own daemon: any command. */
    public static final String CONTROL = "x0x.test.control.v1";

    /** Runner to coordinator: results that no direct message could deliver. */
    public static final String RESULTS = "x0x.test.results.v1";

    private Topics() {}
}
