package dev.x0xtest.local.simulation.fault;

import java.time.Duration;

/**
 * One thing that a simulated fleet does to single messages, or that is odd about one of its parties. Unlike a {@link Fault}
 * it is nothing that a network or a host does by itself: it is what a checker has to see through.
 *
 * @param node whom it concerns; of hops the sender
 * @param other the recipient of the hops, or the second party; -1 where the kind has none
 * @param time how much later something happens; zero where the kind has no time
 * @param status HTTP status of a refusal; 0 where the kind has none
 */
public record Trick(Trick.Kind kind, int node, int other, Duration time, int status) {
    /** What is done. */
    public enum Kind {
        /** The sender's x0xd acknowledges the hop, and nobody ever sees it. */
        SWALLOWED(2),
        /** The hop is lost, and the sender's x0xd says so after 14 s. */
        LOST(2),
        /** The hop arrives, and the sender's x0xd reports a failure. */
        UNACKED(2),
        /** The hop arrives with one other byte. */
        CHANGED(2),
        /** The hop arrives with the payload of another hop. */
        SWAPPED(2),
        /** The hop arrives once with one other byte, then as it was sent. */
        CHANGED_FIRST(2),
        /** The sender's x0xd used another path than the plane asks for. */
        OTHER_PATH(2),
        /** The hop arrives from another agent. */
        FOREIGN(2),
        /** Another agent sends hops under this pair's ids, with the key of its own pair. */
        FORGED(2),
        /** The hop arrives at another node. */
        MISDELIVERED(2),
        /** The hop arrives twice. */
        TWICE(2),
        /** The hop arrives so much later than it is acknowledged. */
        DELAYED(2),
        /** The hop arrives at once, and its acknowledgement so much later. */
        ACKED_LATE(2),
        /** The recipient's x0xd could not verify who sent the hop. */
        UNVERIFIED(2),
        /** The first hop is refused, with a status if one is given; later ones arrive. */
        FAILS_ONCE(2),
        /** The sender's x0xd refuses the hop with a status. */
        REFUSED(2),
        /** In the place of the hop one of an earlier run arrives. */
        OLD_RUN(2),
        /** In the place of the hop arrives one with the id of another pair. */
        OTHER_CELL(2),
        /** In the place of the hop arrives something that nobody can read. */
        UNREADABLE(2),
        /** When the hop comes, the recipient's stream is gone for a while. */
        STREAM_CUT(2),

        /** The first report of the node is acknowledged and lost. */
        REPORT_LOST_ONCE(1),
        /** Every report of the node is acknowledged and lost. */
        REPORTS_LOST(1),
        /** The first report of the node arrives with other bytes. */
        REPORT_DAMAGED_ONCE(1),
        /** Every report of the node arrives with other bytes. */
        REPORTS_DAMAGED(1),
        /** The node tells of an earlier run. */
        REPORTS_OLD(1),
        /** The node tells what another node did: the report has its number. */
        REPORTS_OF_ANOTHER(1),
        /** Another node sends the node's reports. */
        REPORTS_FROM_ANOTHER(1),
        /** The node's runner answers as one of upstream: without features, digests and coverage. */
        UPSTREAM(1),
        /** The same, and its x0xd has verified no sender. */
        UPSTREAM_UNVERIFIED(1),
        /** Every message from the node to the anchor arrives twice. */
        RESULTS_TWICE(1),
        /** The node keeps a sighting to itself, and gives every proof that it was watching. */
        HIDES_SIGHTING(2),
        /** The same, but its message to itself did not come back. */
        HIDES_WITHOUT_ECHO(2),
        /** The same, but its stream was attached anew. */
        HIDES_BEHIND_GAP(2),
        /** The same, but its x0xd has thrown an event away. */
        HIDES_BEHIND_EVICTION(2),
        /** The same, but the counters of its x0xd began again. */
        HIDES_BEHIND_RESET(2),
        /** The sender says that it did not send what the recipient has seen. */
        DENIES_SENDING(2),
        /** The sender's report says nothing of a hop. */
        FORGETS_SENDING(2),
        /** The recipient claims a hop that the sender's x0xd refused. */
        INVENTS_SIGHTING(2),

        /** Every command to the node arrives twice. */
        COMMANDS_TWICE(1),
        /** The first copy of each command to the node is acknowledged and lost. */
        COMMANDS_LOST_ONCE(1),
        /** Once the node has begun, no command reaches it for so long. */
        COMMANDS_LOST(1),
        /** Every command to the node arrives so much later. */
        COMMANDS_DELAYED(1),

        /** The runner of the first node has the label of the second one, and neither id is known beforehand. */
        SAME_LABEL(2),
        /** The roster gives the first node the agent id of the second one. */
        SAME_ID(2),
        /** The wall clock of the node's host is so much ahead; a negative time: behind. */
        CLOCK_OFF(1),
        /** The node's runner is killed so long after the first hop, and started again a second later. */
        RUNNER_RESTARTED(1),
        /** The node's runner stands still for this time from the first hop on, and then goes on. */
        RUNNER_PAUSED(1),
        /** A second runner serves the node's x0xd. */
        SECOND_RUNNER(1),
        /** The daemon behind the anchor's address is the node's. */
        WRONG_ANCHOR(1);

        private final int nodes;

        Kind(int nodes) {
            this.nodes = nodes;
        }

        /** How many nodes it concerns. */
        public int nodes() {
            return nodes;
        }
    }

    /** Checks that it has as many nodes as its kind asks for. */
    public Trick {
        if (node < 0 || (kind.nodes() == 2) != (other >= 0) || node == other) {
            throw new IllegalArgumentException(kind + " cannot concern " + node + " and " + other);
        }
    }

    /** A trick without a time and a status. */
    public static Trick of(Kind kind, int node, int other) {
        return new Trick(kind, node, other, Duration.ZERO, 0);
    }

    /** The same, so much later. */
    public Trick after(Duration later) {
        return new Trick(kind, node, other, later, status);
    }

    /** The same with this HTTP status. */
    public Trick answering(int code) {
        return new Trick(kind, node, other, time, code);
    }

    /** Whether it concerns what one node sends to another one. */
    public boolean concerns(int from, int to) {
        return node == from && other == to;
    }

    @Override
    public String toString() {
        String whom = "n" + (node + 1) + (other < 0 ? "" : " n" + (other + 1));
        String rest = status > 0 ? " " + status : time.isZero() ? "" : " " + time.toSeconds() + "s";
        return kind + " " + whom + rest;
    }
}
