package dev.x0xtest.serve.schedule.terms;

import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import java.time.Duration;

/**
 * One series of runs of one network and plane. Immutable.
 *
 * @param name unique in a configuration: {@code NETWORK/PLANE/KIND}
 * @param kind FULL, ROTATION or BURST
 * @param nodes of the network
 * @param destinations of each node in a rotation
 * @param samples hops of each pair
 * @param payloadBytes random bytes of a hop
 * @param deadline by which a run ends
 * @param leads whether it is the first of its network: it is due at once at a start
 */
public record Series(
        String name,
        Scope scope,
        RunKind kind,
        Ticks ticks,
        int nodes,
        int destinations,
        int samples,
        int payloadBytes,
        Duration deadline,
        boolean leads) {
    /** The pairs of its run in this round, from 1; only a rotation has rounds. */
    public RunPairs pairs(long round) {
        return kind == RunKind.ROTATION ? new RunPairs.Rotated(destinations, round) : new RunPairs.All();
    }

    /** What one of its runs costs. */
    public Cost cost() {
        return Cost.of(scope.plane(), nodes, pairs(1).count(nodes) * samples, payloadBytes);
    }
}
