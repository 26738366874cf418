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
        expected = sources.cardinality() * plan.samples();
    }

    /** Records a hop whose id belongs to this run. */
    void saw(HopId id, HopFrame hop, AgentId sender, boolean verified, boolean history, long nowNanos) {
        if (!allowed(id)) {
            strangers++;
            return;
        }
        boolean rightDigest = keys.get(id.source()).verifies(id, hop.payload(), hop.digest());
        boolean rightSender = sender.hex().equals(plan.roster().get(id.source()).agentId());
        if (!rightDigest && !rightSender) {
            strangers++;
            return;
        }
        String what = rightDigest
                ? rightSender ? RunReport.ColumnEntry.INTACT : RunReport.ColumnEntry.FOREIGN
                : RunReport.ColumnEntry.CORRUPT;
        note(new Key(id, what, rightSender ? "" : sender.hex()), verified, history, nowNanos);
        if (what.equals(RunReport.ColumnEntry.INTACT)) {
            intactSamples.add((long) id.source() * plan.samples() + id.sample());
        }
    }

    private boolean allowed(HopId id) {
        return id.destination() == plan.index()
                && id.source() < plan.roster().size()
                && id.source() != plan.index()
                && id.sample() < plan.samples()
                && id.attempt() <= plan.attempts();
    }

    private void note(Key key, boolean verified, boolean history, long nowNanos) {
        // Only foreign hops are unbounded in number.
        if (!seen.containsKey(key) && seen.size() >= 4 * plan.roster().size() * plan.samples() * plan.attempts()) {
            dropped++;
            return;
        }
        Seen entry =
                seen.computeIfAbsent(key, unused -> new Seen(nowNanos, history ? Sighting.HISTORY : Sighting.LIVE));
        entry.count++;
        entry.verified |= verified;
        int slot = plan.slotMs() == 0 ? 0 : (int) ((nowNanos - goNanos) / NANOS_PER_MS / plan.slotMs());
        maxIncoming = Math.max(maxIncoming, incomingBySlot.merge(slot, 1, Integer::sum));
        if (incomingBySlot.size() > 2) {
            incomingBySlot.keySet().removeIf(old -> old < slot - 1);
        }
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
