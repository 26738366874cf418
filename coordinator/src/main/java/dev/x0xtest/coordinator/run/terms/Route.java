package dev.x0xtest.coordinator.run.terms;

import java.util.Locale;

/** How a control message travels. Signed gossip makes the sender known to the receiver's daemon; raw is fast. */
public enum Route {
    RAW,
    GOSSIP,
    DURABLE;

    /** The name in lower case, as notes and reports show it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
