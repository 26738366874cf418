package dev.x0xtest.runner.plan;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Sighting;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.HopKey;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.RunReport;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hops of one run that this runner received. Each is checked for run, cell, sender and digest; duplicates, corrupt
 * hops and strangers are counted. The plan bounds it: one entry per allowed hop id and kind of sighting. Pure.
 */
final class PlanColumn {
    private static final long NANOS_PER_MS = 1_000_000L;

    private final Plan plan;
    private final List<HopKey> keys = new ArrayList<>();
    private final Map<Key, Seen> seen = new HashMap<>();
    private final Set<Long> intactSamples = new HashSet<>();
    private final Map<Integer, Integer> incomingBySlot = new HashMap<>();
    private int expected;
    private BitSet armed = new BitSet();
    private long goNanos;
    private boolean gone;
    private long strangers;
    private long dropped;
    private int maxIncoming;

    PlanColumn(Plan plan) {
        this.plan = plan;
        for (int source = 0; source < plan.roster().size(); source++) {
            keys.add(plan.columnKeyOf(source));
        }
    }

    private record Key(HopId id, String what, String sender) {}

    /**
     * A hop of this run that arrived, and what it is.
     *
     * @param what as in {@link RunReport.ColumnEntry}
     * @param sender agent id of a wrong sender; null: the right one
     */
    record Arrived(HopId id, String what, @Nullable String sender, boolean verified, boolean history) {}

    private static final class Seen {
        private final long firstNanos;
        private final String source;
        private int count;
        private boolean verified;

        Seen(long firstNanos, String source) {
            this.firstNanos = firstNanos;
            this.source = source;
        }
    }

    void go(BitSet armedNodes, long nowNanos) {
        gone = true;
        goNanos = nowNanos;
        armed = armedNodes;
        BitSet sources = (BitSet) armedNodes.clone();
        sources.clear(plan.index());
        sources.clear(plan.roster().size(), Math.max(plan.roster().size(), sources.length()));
        expected = sources.stream().map(plan::samplesFrom).sum();
    }

    /** Records a hop whose id belongs to this run. Null: it changes nothing that a report says, or is a stranger. */
    @Nullable
    Arrived saw(HopId id, HopFrame hop, AgentId sender, boolean verified, boolean history, long nowNanos) {
        if (!allowed(id)) {
            strangers++;
            return null;
        }
        boolean rightDigest = keys.get(id.source()).verifies(id, hop.payload(), hop.digest());
        boolean rightSender = sender.hex().equals(plan.roster().get(id.source()).agentId());
        if (!rightDigest && !rightSender) {
            strangers++;
            return null;
        }
        String what = rightDigest
                ? rightSender ? RunReport.ColumnEntry.INTACT : RunReport.ColumnEntry.FOREIGN
                : RunReport.ColumnEntry.CORRUPT;
        Arrived arrived = new Arrived(id, what, rightSender ? null : sender.hex(), verified, history);
        return record(arrived, nowNanos) ? arrived : null;
    }

    /**
     * Records what arrived.
     *
     * @return whether a ledger has to keep it: the first arrival, the first duplicate, or the first verified one
     */
    boolean record(Arrived arrived, long nowNanos) {
        HopId id = arrived.id();
        String wrongSender = arrived.sender() == null ? "" : arrived.sender();
        boolean news = note(new Key(id, arrived.what(), wrongSender), arrived.verified(), arrived.history(), nowNanos);
        if (arrived.what().equals(RunReport.ColumnEntry.INTACT)) {
            intactSamples.add((long) id.source() * plan.samples() + id.sample());
        }
        return news;
    }

    private boolean allowed(HopId id) {
        return id.destination() == plan.index()
                && id.source() < plan.roster().size()
                && id.source() != plan.index()
                && id.sample() < plan.samplesFrom(id.source())
                && id.attempt() <= plan.attempts();
    }

    private boolean note(Key key, boolean verified, boolean history, long nowNanos) {
        // Only foreign hops are unbounded in number.
        if (!seen.containsKey(key) && seen.size() >= 4 * plan.roster().size() * plan.samples() * plan.attempts()) {
            dropped++;
            return false;
        }
        Seen entry =
                seen.computeIfAbsent(key, unused -> new Seen(nowNanos, history ? Sighting.HISTORY : Sighting.LIVE));
        boolean news = entry.count < 2 || (verified && !entry.verified);
        entry.count++;
        entry.verified |= verified;
        int slot = plan.slotMs() == 0 ? 0 : (int) ((nowNanos - goNanos) / NANOS_PER_MS / plan.slotMs());
        maxIncoming = Math.max(maxIncoming, incomingBySlot.merge(slot, 1, Integer::sum));
        if (incomingBySlot.size() > 2) {
            incomingBySlot.keySet().removeIf(old -> old < slot - 1);
        }
        return news;
    }

    /** Whether every sample of every armed source was seen intact. */
    boolean complete() {
        return gone && intactSamples.size() >= expected && armedSourcesSeen();
    }

    private boolean armedSourcesSeen() {
        return intactSamples.stream()
                        .filter(sample -> armed.get((int) (sample / plan.samples())))
                        .count()
                >= expected;
    }

    int intact() {
        return intactSamples.size();
    }

    long strangers() {
        return strangers;
    }

    long dropped() {
        return dropped;
    }

    int maxIncoming() {
        return maxIncoming;
    }

    List<RunReport.ColumnEntry> entries() {
        List<RunReport.ColumnEntry> all = new ArrayList<>();
        seen.forEach((key, entry) -> all.add(new RunReport.ColumnEntry(
                key.id().source(),
                key.id().sample(),
                key.id().attempt(),
                key.what(),
                entry.count,
                gone ? (entry.firstNanos - goNanos) / NANOS_PER_MS : 0,
                entry.verified,
                key.sender().isEmpty() ? null : key.sender(),
                entry.source)));
        return all;
    }
}
