package dev.x0xtest.local.simulation.fault;

import dev.x0xtest.wire.AgentId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;

/** A set of ordered pairs, drawn at random from a seed. */
public final class BrokenPairs implements BiPredicate<AgentId, AgentId> {
    private final Set<Pair> pairs = new HashSet<>();

    private record Pair(AgentId from, AgentId to) {}

    /** Draws so many pairs. */
    public BrokenPairs(List<AgentId> ids, int count, long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        while (pairs.size() < Math.min(count, ids.size() * (ids.size() - 1))) {
            int from = random.nextInt(ids.size());
            int to = random.nextInt(ids.size());
            if (from != to) {
                pairs.add(new Pair(ids.get(from), ids.get(to)));
            }
        }
    }

    @Override
    public boolean test(AgentId from, AgentId to) {
        return pairs.contains(new Pair(from, to));
    }
}
