package dev.x0xtest.serve.alert;

import dev.x0xtest.serve.model.Alert;
import dev.x0xtest.serve.model.Delivery;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one sink has yet to take, at most {@value #MOST}. Alerts of one incident keep their order: one that has to wait holds back
 * the later ones of its incident, and none of another. Not thread-safe.
 */
final class Outbox {
    static final int MOST = 1_000;

    private static final int REMEMBERED = 4 * MOST;

    private final Map<String, Delivery> held = new LinkedHashMap<>();
    /** Alerts that are done: the history may still offer them, if it has not written that yet. */
    private final Set<String> done = new LinkedHashSet<>();

    private boolean overflowed;

    /** What became of an offer. */
    enum Offer {
        HELD,
        /** It is held already, or done. */
        KNOWN,
        /** It repeats what the sink has yet to take: nobody needs it. */
        SUPERSEDED,
        /** There is no room; it is to be offered again once {@link #wantsMore()}. */
        REFUSED
    }

    Offer offer(Delivery delivery) {
        Alert alert = delivery.alert();
        if (held.containsKey(alert.id()) || done.contains(alert.id())) {
            return Offer.KNOWN;
        }
        if (alert.event() == Alert.Event.REPEATED && holds(alert.incident())) {
            return Offer.SUPERSEDED;
        }
        if (overflowed || held.size() >= MOST) {
            // Once one is refused, so are all later ones: they would overtake it.
            overflowed = true;
            return Offer.REFUSED;
        }
        held.put(alert.id(), delivery);
        return Offer.HELD;
    }

    private boolean holds(String incident) {
        return held.values().stream()
                .anyMatch(delivery -> delivery.alert().incident().equals(incident));
    }

    /** The next one to send now: the first of its incident, and due. */
    Optional<Delivery> next(long nowMs) {
        Set<String> waiting = new HashSet<>();
        for (Delivery delivery : held.values()) {
            if (waiting.add(delivery.alert().incident()) && delivery.nextMs() <= nowMs) {
                return Optional.of(delivery);
            }
        }
        return Optional.empty();
    }

    /** When the next one is due; empty: none is held. */
    OptionalLong nextMs() {
        Set<String> waiting = new HashSet<>();
        return held.values().stream()
                .filter(delivery -> waiting.add(delivery.alert().incident()))
                .mapToLong(Delivery::nextMs)
                .min();
    }

    /** It was taken, or nobody wants it any more. */
    void done(Delivery delivery) {
        held.remove(delivery.alert().id());
        done.add(delivery.alert().id());
        if (done.size() > REMEMBERED) {
            Iterator<String> oldest = done.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** It has to wait: takes the place of the same alert. */
    void later(Delivery delivery) {
        held.replace(delivery.alert().id(), delivery);
    }

    /** Whether some were refused and there is room again. */
    boolean wantsMore() {
        return overflowed && held.size() <= MOST / 2;
    }

    /**
     * Takes what the history has, the oldest first.
     *
     * @param more whether it may have more
     */
    void refill(List<Delivery> waiting, boolean more) {
        overflowed = false;
        waiting.forEach(this::offer);
        overflowed |= more;
    }

    int size() {
        return held.size();
    }
}
