package dev.x0xtest.coordinator.report.fact;

import dev.x0xtest.wire.NodeLabel;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that a run learned of a node beside the cells. It decides no cell and explains some.
 *
 * @param node whose daemon or runner says so
 * @param about the other node that it speaks of; null: itself
 * @param name one of the constants here
 * @param value a number; null where {@code text} says it
 * @param text words of a daemon or a runner; null: there are none
 * @param atMs when, in ms after the run's first hop was due; 0 for what holds for the whole run
 */
public record Fact(
        NodeLabel node,
        @Nullable NodeLabel about,
        Source source,
        String name,
        @Nullable Long value,
        @Nullable String text,
        long atMs) {
    /** Who knows it. */
    public enum Source {
        /** A small message, or a ping, that was sent to find out. */
        PROBE,
        /** A counter of the daemon. */
        COUNTER,
        /** The daemon's view of a peer when a hop to it failed. */
        SNAPSHOT,
        /** The answer of a runner that was asked, or its report. */
        STATUS;

        /** As reports have it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The source with this label. */
        public static Optional<Source> parse(String label) {
            return Stream.of(values()).filter(one -> one.label().equals(label)).findFirst();
        }
    }

    /** PROBE: whether one raw message to a silent node was acknowledged, 1 or 0; the text is the code of the refusal. */
    public static final String REACHED = "reached";

    /** PROBE: how long the daemon took to say so, in ms. */
    public static final String REACHED_MS = "reached_ms";

    /** PROBE: whether the daemon's own ping of a peer came back, 1 or 0. */
    public static final String PINGED = "pinged";

    /** STATUS: the trust of a daemon in a peer, such as {@code blocked}, as text. */
    public static final String CONTACT = "contact";

    /** The trust of a contact from which nothing is taken. */
    public static final String BLOCKED = "blocked";

    /** STATUS: a group that the node belongs to, such as {@code region=eu}, as text. */
    public static final String GROUP = "group";

    /** STATUS: whether a daemon has heard of an agent, 1 or 0. */
    public static final String DISCOVERED = "discovered";

    /** STATUS: how far its clock is from the fleet's, in ms. */
    public static final String CLOCK_OFFSET_MS = "clock_offset_ms";

    /** STATUS: its daemon was started again while the run lasted; the value is the daemon's uptime in seconds. */
    public static final String X0XD_RESTARTED = "x0xd_restarted";

    /**
     * STATUS: how many connections to the peer a daemon got in the last ten minutes, of which the daemon beside the peer's runner
     * got none.
     */
    public static final String FOREIGN_LINKS = "foreign_links";

    /** STATUS: the longest time by which the runner itself was late, in ms. */
    public static final String WORST_DELAY_MS = "worst_delay_ms";

    /** SNAPSHOT: ms since something came from the peer. */
    public static final String LAST_RECEIVED_AGO_MS = "last_received_ago_ms";

    /** SNAPSHOT: the value of a connection to the peer, 1 or 0. */
    public static final String CONNECTED = "connected";

    /** SNAPSHOT: path MTU black holes on the way to the peer. */
    public static final String BLACK_HOLES = "black_holes";

    /** SNAPSHOT: the path MTU to the peer, in bytes. */
    public static final String MTU = "mtu";

    /** SNAPSHOT: why the connection to the peer was closed, as text. */
    public static final String CLOSE_REASON = "close_reason";

    /** SNAPSHOT: packets lost on the connection to the peer; COUNTER: on all connections, during the run. */
    public static final String LOST_PACKETS = "lost_packets";

    /** COUNTER: events that the daemon threw away before its runner read them. */
    public static final String EVICTED = "evicted";

    /** COUNTER: messages that the daemon refused because it does not trust their sender. */
    public static final String TRUST_REJECTED = "trust_rejected";

    /** COUNTER: connections that the daemon gave up for others. */
    public static final String POOL_EVICTIONS = "pool_evictions";

    /** COUNTER: connections that could not be established. */
    public static final String CONNECTS_FAILED = "connects_failed";

    /** A number. */
    public static Fact of(
            NodeLabel node, @Nullable NodeLabel about, Source source, String name, long value, long atMs) {
        return new Fact(node, about, source, name, value, null, atMs);
    }

    /** Words. */
    public static Fact said(
            NodeLabel node, @Nullable NodeLabel about, Source source, String name, String text, long atMs) {
        return new Fact(node, about, source, name, null, text, atMs);
    }

    /** Whether this is such a fact. */
    public boolean is(Source from, String named) {
        return source == from && name.equals(named);
    }

    /** Its value; this if it has none. */
    public long orElse(long otherwise) {
        return value == null ? otherwise : value;
    }
}
