package dev.x0xtest.coordinator.run.ask;

import dev.x0xtest.coordinator.run.terms.Route;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many sends may be at the anchor's daemon at once by the ways that cost the mesh most: every gossip message is checked
 * by every node, and a durable one may keep the daemon busy for half a minute. Pure.
 */
final class Slots {
    private static final Map<Route, Integer> MOST = Map.of(Route.GOSSIP, 8, Route.DURABLE, 2);

    private final Map<Route, Integer> taken = new EnumMap<>(Route.class);

    /** False: none is free. */
    boolean take(Route route) {
        int now = taken.getOrDefault(route, 0);
        if (now >= MOST.getOrDefault(route, Integer.MAX_VALUE)) {
            return false;
        }
        taken.put(route, now + 1);
        return true;
    }

    /** The daemon has answered. */
    void release(Route route) {
        taken.merge(route, -1, Integer::sum);
    }
}
