package dev.x0xtest.local.faults;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a person can break in a local mesh. */
public enum FaultKind {
    /** One node has another one blocked in its contacts. */
    BLOCK(true, "blocks", "takes nothing from it, and sends nothing to it"),
    /** The daemon stands still, as after SIGSTOP: it answers nobody, and its connections stay open. */
    FREEZE(false, "is frozen", "its daemon answers nobody"),
    /** Packets from one node to another get lost, and with them the acknowledgements of what comes back; gossip works. */
    CUT(
            true,
            "does not reach",
            "packets get lost on this way, also the acknowledgements of what comes back; gossip passes"),
    /** Packets from and to the node get lost and are sent again. */
    SLOW(false, "is slow", "one packet of four from and to it gets lost and is sent again after a quarter of a second"),
    /** The daemon is restarted in each run, in the middle of it. */
    RESTART(false, "restarts", "its daemon is restarted in the middle of each run");

    private final boolean two;
    private final String verb;
    private final String text;

    FaultKind(boolean two, String verb, String text) {
        this.two = two;
        this.verb = verb;
        this.text = text;
    }

    /** As the API has it: {@code block}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is between two nodes. */
    public boolean two() {
        return two;
    }

    /** What stands between the nodes, or behind the one: {@code blocks}. */
    public String verb() {
        return verb;
    }

    /** What that means, for people. */
    public String text() {
        return text;
    }

    /** Empty: there is no such kind. */
    static Optional<FaultKind> parse(String label) {
        return Stream.of(values()).filter(kind -> kind.label().equals(label)).findFirst();
    }
}
