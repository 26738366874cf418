package dev.x0xtest.runner.plan.run;

import dev.x0xtest.runner.history.HistoryReader;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The hops of one run that this runner received. Each is checked for run, cell, sender and digest; duplicates, corrupt
 * hops and strangers are counted. The plan bounds it: one entry per allowed hop id and kind of sighting. Pure.
 */
public final class PlanColumn {
    private static final long NANOS_PER_MS = 1_000_000L;

    private final Plan plan;
    private final List<HopKey> keys = new ArrayList<>();
    private final Map<Key, Seen> seen = new HashMap<>();
    private final Set<Long> intactSamples = new HashSet<>();
    /** Hops that the daemon's history showed, and when. The column stays incomplete: nobody knows when they came. */
    private final Map<HopId, Long> found = new LinkedHashMap<>();

    private final Set<Long> foundSamples = new HashSet<>();
    private RunReport.@Nullable History history;
    private boolean timed;
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
    public record Arrived(HopId id, String what, @Nullable String sender, boolean verified, boolean history) {}

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
            intactSamples.add(sampleOf(id.source(), id.sample()));
        }
        return news;
    }

    /** The armed sources of which a sample was not seen intact. */
    List<AgentId> missing() {
        return IntStream.range(0, gone ? plan.roster().size() : 0)
                .filter(source -> source != plan.index() && armed.get(source) && !allSeen(source))
                .mapToObj(this::agent)
                .toList();
    }

    private AgentId agent(int index) {
        return new AgentId(plan.roster().get(index).agentId());
    }

    private boolean allSeen(int source) {
        return IntStream.range(0, plan.samplesFrom(source))
                .allMatch(sample -> intactSamples.contains(sampleOf(source, sample)));
    }

    private boolean allKnown(int source) {
        return IntStream.range(0, plan.samplesFrom(source))
                .mapToObj(sample -> sampleOf(source, sample))
                .allMatch(sample -> intactSamples.contains(sample) || foundSamples.contains(sample));
    }

    /**
     * Takes a hop of the daemon's history, if it belongs here.
     *
     * @return whether no sample of its author is missing any more
     */
    boolean found(AgentId author, HopFrame hop, long nowNanos) {
        HopId id = HopId.parse(hop.requestId()).orElse(null);
        boolean right = id != null
                && id.run().equals(plan.run())
                && allowed(id)
                && author.equals(agent(id.source()))
                && keys.get(id.source()).verifies(id, hop.payload(), hop.digest());
        if (id == null || !right) {
            return false; // evidence for nothing: only what the stream shows is counted as foreign or corrupt
        }
        found.putIfAbsent(id, nowNanos);
        foundSamples.add(sampleOf(id.source(), id.sample()));
        return allKnown(id.source());
    }

    /**
     * The daemon's history was read at the end of the run.
     *
     * @param sameBoot whether the clock of the {@code go} still counts
     * @param sameClock whether the times of stored messages can be compared with that of the arming
     */
    void historyRead(HistoryReader.Reading reading, long begunNanos, boolean sameBoot, boolean sameClock) {
        timed = sameBoot;
        history = new RunReport.History(
                sameBoot ? (begunNanos - goNanos) / NANOS_PER_MS : null,
                reading.rows(),
                List.of(),
                IntStream.range(0, sameBoot && sameClock ? plan.roster().size() : 0)
                        .filter(index -> reading.whole().contains(agent(index)))
                        .boxed()
                        .toList(),
                reading.trouble());
    }

    /** Whether the history was not read yet, or not to its end. */
    boolean wantsHistory() {
        return history == null || history.trouble() != null;
    }

    /** What the history showed and the stream did not, until now; null: it was not read. */
    RunReport.@Nullable History history() {
        RunReport.History read = history;
        return read == null
                ? null
                : new RunReport.History(read.begunMs(), read.rows(), unseen(), read.whole(), read.trouble());
    }

    private List<RunReport.Found> unseen() {
        List<RunReport.Found> unseen = new ArrayList<>();
        found.forEach((id, byNanos) -> {
            if (!intactSamples.contains(sampleOf(id.source(), id.sample()))) {
                Long byMs = timed ? (Long) ((byNanos - goNanos) / NANOS_PER_MS) : null;
                unseen.add(new RunReport.Found(id.source(), id.sample(), id.attempt(), byMs));
            }
        });
        return unseen;
    }

    private long sampleOf(int source, int sample) {
        return (long) source * plan.samples() + sample;
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
                        entry.source)
                .in(gone ? (Integer) PlanRow.us(entry.firstNanos - goNanos) : null)));
        return all;
    }
}
