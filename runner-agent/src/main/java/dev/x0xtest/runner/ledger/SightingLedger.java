package dev.x0xtest.runner.ledger;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireLimits;
import dev.x0xtest.wire.action.Sighting;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records every test message that reached this node, verified or not: the evidence by which the coordinator judges a
 * cell. An entry is (id, sender, payload digest); a repeated arrival raises its count. Number and age are bounded.
 * {@link #dropped} counts entries evicted before their time: from then on a missing entry proves nothing. Pure.
 */
public final class SightingLedger {
    static final int VARIANTS_PER_ID = WireLimits.SIGHTINGS_PER_ID;
    private static final long NANOS_PER_MS = 1_000_000L;

    private final int capacity;
    private final long keepNanos;
    private final Map<String, List<Entry>> byId = new LinkedHashMap<>();
    private long dropped;

    public SightingLedger(int capacity, long keepNanos) {
        this.capacity = capacity;
        this.keepNanos = keepNanos;
    }

    public static SightingLedger standard() {
        return new SightingLedger(65_536, 3_600_000_000_000L);
    }

    /**
     * One arrival.
     *
     * @param bytes size of the payload inside the frame
     * @param history whether it was found in the daemon's history instead of the live stream
     */
    public record Arrival(
            String id,
            AgentId sender,
            String machineId,
            boolean verified,
            @Nullable String trustDecision,
            String sha256,
            int bytes,
            String digestMarker,
            boolean history) {}

    private static final class Entry {
        private final Arrival first;
        private final long firstNanos;
        private boolean verified;
        private int count = 1;

        Entry(Arrival first, long firstNanos) {
            this.first = first;
            this.firstNanos = firstNanos;
            this.verified = first.verified();
        }
    }

    /**
     * Records an arrival.
     *
     * @return its number among the arrivals of the same id, sender and payload: 1 for the first, 0 if there was no room
     */
    public int record(Arrival arrival, long nowNanos) {
        expire(nowNanos);
        List<Entry> variants = byId.computeIfAbsent(arrival.id(), unused -> new ArrayList<>(1));
        for (Entry entry : variants) {
            if (entry.first.sender().equals(arrival.sender())
                    && entry.first.sha256().equals(arrival.sha256())) {
                entry.verified |= arrival.verified();
                return ++entry.count;
            }
        }
        if (variants.size() >= VARIANTS_PER_ID) {
            dropped++;
            return 0;
        }
        variants.add(new Entry(arrival, nowNanos));
        dropOldest();
        return 1;
    }

    public boolean has(String id) {
        return byId.containsKey(id);
    }

    /** The sightings of the id, in order of arrival. */
    public List<Sighting> find(String id, long nowNanos) {
        return byId.getOrDefault(id, List.of()).stream()
                .map(entry -> sighting(entry, nowNanos))
                .toList();
    }

    /** Entries evicted since the start to stay within the bounds; entries past their age do not count. */
    public long dropped() {
        return dropped;
    }

    private static Sighting sighting(Entry entry, long nowNanos) {
        Arrival first = entry.first;
        return new Sighting(
                first.id(),
                entry.count,
                (nowNanos - entry.firstNanos) / NANOS_PER_MS,
                first.sender().hex(),
                first.machineId(),
                entry.verified,
                first.trustDecision(),
                first.sha256(),
                first.bytes(),
                first.digestMarker(),
                first.history() ? Sighting.HISTORY : Sighting.LIVE);
    }

    private void expire(long nowNanos) {
        Iterator<List<Entry>> all = byId.values().iterator();
        while (all.hasNext()) {
            List<Entry> variants = all.next();
            if (!variants.isEmpty() && nowNanos - variants.get(0).firstNanos < keepNanos) {
                return;
            }
            all.remove();
        }
    }

    private void dropOldest() {
        if (byId.size() > capacity) {
            Iterator<List<Entry>> all = byId.values().iterator();
            all.next();
            all.remove();
            dropped++;
        }
    }
}
