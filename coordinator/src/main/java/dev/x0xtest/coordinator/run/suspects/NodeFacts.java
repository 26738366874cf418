package dev.x0xtest.coordinator.run.suspects;

import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.plan.Evidence;
import dev.x0xtest.wire.plan.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Makes facts of what a runner's report says beside the hops. Pure. */
public final class NodeFacts {
    /** A runner that was late by less was not busy: timers are that coarse on a loaded host. */
    private static final long LEAST_DELAY_MS = 100;

    /** Uptimes are whole seconds, and were not read at the very moment. */
    private static final long COARSE_MS = 3_000;

    private NodeFacts() {}

    /**
     * Of a report.
     *
     * @param leastMs how long after {@code armed} it was made at least
     * @param mostMs how long after {@code armed} it was made at most
     * @param peer the label of a node by its index in the plan; null: there is none
     */
    public static List<Fact> of(
            NodeLabel node, RunReport report, long leastMs, long mostMs, IntFunction<@Nullable NodeLabel> peer) {
        List<Fact> facts = new ArrayList<>();
        restarted(node, report, betweenMs(report, leastMs, mostMs), facts);
        if (report.counters() != null) {
            counters(node, report.counters(), facts);
        }
        long evicted = report.now().evicted() - report.armed().evicted();
        boolean counted = report.armed().evicted() >= 0 && report.now().evicted() >= 0;
        counter(node, Fact.EVICTED, counted ? evicted : null, facts);
        if (report.host() != null && report.host().worstDelayMs() >= LEAST_DELAY_MS) {
            facts.add(Fact.of(
                    node,
                    null,
                    Fact.Source.STATUS,
                    Fact.WORST_DELAY_MS,
                    report.host().worstDelayMs(),
                    0));
        }
        List<Evidence.Snapshot> snapshots = report.snapshots() == null ? List.of() : report.snapshots();
        snapshots.stream().limit(Evidence.SNAPSHOTS).forEach(snapshot -> {
            NodeLabel about = peer.apply(snapshot.to());
            if (about != null) {
                facts.addAll(PeerFacts.of(node, about, snapshot));
            }
        });
        return facts;
    }

    /** By the runner's wall clock, unless it was set meanwhile. */
    private static long betweenMs(RunReport report, long leastMs, long mostMs) {
        long byClockMs = readAtMs(report.now()) - readAtMs(report.armed());
        return byClockMs < leastMs || byClockMs > mostMs ? leastMs : byClockMs;
    }

    private static long readAtMs(Attachment attachment) {
        return attachment.sinceMs() + attachment.ageMs();
    }

    /** A daemon that was young at arming may be older now and yet another one. Its streams have ended then. */
    private static void restarted(NodeLabel node, RunReport report, long betweenMs, List<Fact> facts) {
        Attachment armed = report.armed();
        Attachment now = report.now();
        boolean told = now.daemonUptimeSecs() >= 0;
        // A busy daemon may not answer in time at the end, and yet have told its uptime with its counters, somewhat
        // before.
        long uptimeSecs = told ? now.daemonUptimeSecs() : countedUptimeSecs(report);
        boolean known = armed.daemonUptimeSecs() >= 0 && uptimeSecs >= 0;
        boolean anotherStream = now.generation() != armed.generation();
        long missingMs = 1_000 * (armed.daemonUptimeSecs() - uptimeSecs) + betweenMs;
        boolean younger = uptimeSecs < armed.daemonUptimeSecs()
                || (anotherStream && missingMs > (told ? COARSE_MS : 2 * COARSE_MS));
        boolean reset = now.incomingTotal() >= 0 && now.incomingTotal() < armed.incomingTotal();
        if ((known && younger) || reset) {
            facts.add(Fact.of(node, null, Fact.Source.STATUS, Fact.X0XD_RESTARTED, uptimeSecs, 0));
        }
    }

    private static long countedUptimeSecs(RunReport report) {
        Evidence.Counters counted = report.counters();
        return counted == null || counted.uptimeS() == null ? -1 : counted.uptimeS();
    }

    private static void counters(NodeLabel node, Evidence.Counters counted, List<Fact> facts) {
        counter(node, Fact.LOST_PACKETS, counted.lostPackets(), facts);
        counter(node, Fact.TRUST_REJECTED, counted.trustRejected(), facts);
        counter(node, Fact.POOL_EVICTIONS, counted.poolEvictions(), facts);
        counter(node, Fact.CONNECTS_FAILED, counted.connectsFailed(), facts);
    }

    /** Zero says nothing, and would fill the report. */
    private static void counter(NodeLabel node, String name, @Nullable Long value, List<Fact> facts) {
        if (value != null && value > 0) {
            facts.add(Fact.of(node, null, Fact.Source.COUNTER, name, value, 0));
        }
    }
}
