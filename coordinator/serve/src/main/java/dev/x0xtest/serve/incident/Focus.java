package dev.x0xtest.serve.incident;

import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.serve.model.Scope;
import java.util.List;

/**
 * A focused run to make: few pairs, many hops of each.
 *
 * @param samples hops of each pair
 */
public record Focus(Scope scope, List<Pair> pairs, int samples) {
    public Focus {
        pairs = List.copyOf(pairs);
    }

    /** Hops of the whole run. */
    public int hops() {
        return pairs.size() * samples;
    }
}
