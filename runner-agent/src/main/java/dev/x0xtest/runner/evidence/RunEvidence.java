package dev.x0xtest.runner.evidence;

import dev.x0xtest.runner.action.CoverageProbe;
import dev.x0xtest.runner.links.LinkLog;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.plan.Evidence;
import dev.x0xtest.wire.plan.RunReport;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of one run: counters since it was armed, the daemon's view of peers to which a hop failed, how late the event
 * loop was. None of it delays a hop. It is in memory only: after a restart of the runner it is gone. Confined to the event
 * loop.
 */
public final class RunEvidence {
    /** How long the report of a complete column waits. */
    private static final long REPORT_NANOS = 300_000_000L;

    /**
     * A run that was complete sooner, without a failure, has nothing to explain, and its report has no counters: sixteen
     * runners that all read them on two cores made a healthy run of 0.58 s last 0.04 s longer. A run that took longer may
     * have lost packets although every pair is proven, which only the counters show.
     */
    private static final long SOON_NANOS = 1_000_000_000L;

    /**
     * A hop that is unanswered for so long is worth a look at its peer. x0xd fails it after 14 s, and has forgotten the
     * connection by then.
     */
    private static final long WAITED_NANOS = 3_000_000_000L;

    private static final long NANOS_PER_MS = 1_000_000L;

    private final Sources sources;
    private final BitSet asked = new BitSet();
    /** The latest hop to each peer that is watched. */
    private final Map<Integer, Under> watched = new HashMap<>();

    private final List<Evidence.Snapshot> snapshots = new ArrayList<>();
    private CompletableFuture<@Nullable Void> pending = CompletableFuture.completedFuture(null);
    private @Nullable CounterReading armed;
    private @Nullable HostSampler host;
    private long wentNanos;
    private boolean failed;

    public RunEvidence(Sources sources) {
        this.sources = sources;
    }

    /** What the evidence of all runs of a runner comes from. */
    public record Sources(
            EventLoop loop, DaemonCounters counters, PeerSnapshots peers, LinkLog links, HostFacts.Source host) {}

    /** The stream at arming with the counters; they are null if none could be read. */
    public record Armed(CoverageProbe.Coverage coverage, Evidence.@Nullable Counters counters) {}

    /**
     * Notes the counters from which those of the report count. Waits for the coverage, whose answers of the daemon it
     * uses again, and for one more call, at the same time and for 2 s at most.
     */
    public CompletableFuture<Armed> arm(CompletableFuture<CoverageProbe.Coverage> coverage) {
        return sources.counters().links().thenCombine(coverage, (links, seen) -> {
            CounterReading reading = CounterReading.of(seen.messages(), seen.health(), links, now());
            if (host == null) {
                armed = reading;
            }
            return new Armed(seen, reading.known());
        });
    }

    /** The run has begun; watches the host while it is under way. */
    public void went(long goNanos, BooleanSupplier underWay) {
        if (host == null) {
            wentNanos = goNanos;
            host = new HostSampler(sources.loop(), sources.host(), goNanos, underWay);
        }
    }

    /** By how much the event loop was late at most, in ms, while the run was under way. */
    public long worstDelayMs() {
        return host == null ? 0 : host.worstMs();
    }

    /** A hop that is under way. */
    private record Under(CompletableFuture<?> answer, long leftNanos) {}

    /** A hop has left: looks at its peer if it stays unanswered. One timer a peer, however many hops. */
    public void left(int to, AgentId peer, CompletableFuture<?> answer, long goNanos) {
        if (!asked.get(to)
                && asked.cardinality() < Evidence.SNAPSHOTS
                && watched.put(to, new Under(answer, now())) == null) {
            watch(to, peer, WAITED_NANOS, goNanos);
        }
    }

    private void watch(int to, AgentId peer, long waitNanos, long goNanos) {
        var unused = sources.loop()
                .schedule(
                        () -> {
                            Under hop = watched.remove(to);
                            if (hop == null || hop.answer().isDone()) {
                                return;
                            }
                            long leftToWait = hop.leftNanos() + WAITED_NANOS - now();
                            if (leftToWait > 0) {
                                watched.put(to, hop);
                                watch(to, peer, leftToWait, goNanos);
                            } else {
                                look(to, peer, goNanos);
                            }
                        },
                        waitNanos,
                        TimeUnit.NANOSECONDS);
    }

    /** An attempt has ended in this state of {@link RunReport.RowEntry}: looks at a peer at the first one that failed. */
    public void answered(int to, AgentId peer, String state, long goNanos) {
        boolean bad = state.equals(RunReport.RowEntry.ERROR) || state.equals(RunReport.RowEntry.UNKNOWN);
        failed |= bad;
        if (bad) {
            look(to, peer, goNanos);
        }
    }

    /** Looks at a peer, once, and at eight of them at the most. */
    private void look(int to, AgentId peer, long goNanos) {
        if (asked.get(to) || asked.cardinality() >= Evidence.SNAPSHOTS) {
            return;
        }
        asked.set(to);
        CompletableFuture<@Nullable Void> taken = sources.peers()
                .discovered(peer)
                .thenAcceptBoth(sources.peers().entries(), (found, entries) -> {
                    String machineId = found.machineId();
                    Evidence.Snapshot view = machineId == null
                            ? null
                            : entries.of(machineId, to, (entries.atNanos() - goNanos) / NANOS_PER_MS);
                    if (view != null) {
                        snapshots.add(view);
                    }
                })
                .handle((done, defect) -> null); // a defect here must not cost the report
        pending = CompletableFuture.allOf(pending, taken);
    }

    /** For the report of a complete column. Completes within 300 ms, and at once if the run was fast and nothing failed. */
    public CompletableFuture<Gathered> quickly() {
        if (!failed && host != null && now() - wentNanos < SOON_NANOS) {
            return CompletableFuture.completedFuture(gathered(null));
        }
        long limitNanos = REPORT_NANOS;
        CompletableFuture<@Nullable Void> settled = Bounded.share(sources.loop(), limitNanos, pending);
        return Bounded.share(sources.loop(), limitNanos, sources.counters().read())
                .thenCombine(settled, (reading, nothing) -> gathered(reading == null ? null : reading.counters()));
    }

    /** The same for a report that waits for the coverage anyway, whose answers of the daemon it uses again. */
    public CompletableFuture<Gathered> with(CompletableFuture<CoverageProbe.Coverage> coverage) {
        CompletableFuture<CounterReading.Links> links = sources.counters().links();
        return pending.thenCombine(coverage, (nothing, seen) -> seen)
                .thenCombine(
                        links,
                        (seen, found) -> gathered(CounterReading.of(seen.messages(), seen.health(), found, now())));
    }

    private Gathered gathered(@Nullable CounterReading reading) {
        CounterReading before = armed;
        HostSampler sampler = host;
        return new Gathered(
                reading == null || before == null || reading.known() == null ? null : reading.since(before),
                snapshots.isEmpty() ? null : List.copyOf(snapshots),
                sampler == null ? null : sampler.read(),
                sampler == null ? null : sources.links().links(wentNanos));
    }

    /** The members of a report. */
    public record Gathered(
            Evidence.@Nullable Counters counters,
            @Nullable List<Evidence.Snapshot> snapshots,
            Evidence.@Nullable Host host,
            Evidence.@Nullable Links links) {
        /** The report with these members. */
        public RunReport in(RunReport report) {
            return report.with(counters, snapshots, host).linked(links);
        }
    }

    private long now() {
        return sources.loop().ticker().nanoTime();
    }
}
