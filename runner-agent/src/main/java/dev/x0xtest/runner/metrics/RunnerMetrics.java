package dev.x0xtest.runner.metrics;

import dev.x0xtest.cli.Printable;
import dev.x0xtest.runner.action.ProcessFacts;
import dev.x0xtest.runner.gate.GateVerdict;
import dev.x0xtest.runner.intake.CommandIntake;
import dev.x0xtest.runner.ledger.AttachmentLog;
import dev.x0xtest.runner.plan.HopSender;
import dev.x0xtest.runner.plan.KnownRuns;
import dev.x0xtest.runner.result.ResultQueue;
import dev.x0xtest.runner.result.RunnerIdentity;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.plan.Status;
import io.netty.util.concurrent.Ticker;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one runner, read at each scrape from counters that exist anyway. No label comes from a message, so their
 * number has a bound. Confined to the event loop.
 */
public final class RunnerMetrics {
    private static final List<String> RUN_STATES =
            List.of(Status.Run.ARMED, Status.Run.RUNNING, Status.Run.LAPSED, Status.Run.ENDED);

    private static final double MS_PER_SECOND = 1e3;

    private final NodeLabel node;
    private final Ticker ticker;
    private final long startNanos;
    private final BooleanSupplier attached;
    private final Supplier<Map<String, Long>> calls;
    private final Supplier<@Nullable Parts> parts;

    /**
     * Wires the metrics. The runner starts now.
     *
     * @param attached whether the streams of the daemon are open
     * @param calls requests to the daemon, by how they ended
     * @param parts the parts of a runner that knows its agent; null before that
     */
    public RunnerMetrics(
            NodeLabel node,
            Ticker ticker,
            BooleanSupplier attached,
            Supplier<Map<String, Long>> calls,
            Supplier<@Nullable Parts> parts) {
        this.node = node;
        this.ticker = ticker;
        this.startNanos = ticker.nanoTime();
        this.attached = attached;
        this.calls = calls;
        this.parts = parts;
    }

    /**
     * What a runner counts once it knows its agent.
     *
     * @param x0xd the daemon's version
     * @param accepted commands that were accepted
     * @param seen test messages that were seen
     */
    public record Parts(
            String x0xd,
            long accepted,
            long seen,
            CommandIntake commands,
            HopSender hops,
            ResultQueue results,
            AttachmentLog attachment,
            KnownRuns runs) {}

    /** The values of now. */
    public MetricSnapshots snapshots() {
        Snapshots all = new Snapshots();
        Parts known = parts.get();
        all.info(
                "x0xtest_runner",
                "The runner; the value is always 1.",
                "node",
                node.text(),
                "version",
                RunnerIdentity.AGENT,
                "x0xd",
                known == null ? "" : Printable.text(known.x0xd()));
        all.gauge(
                "x0xtest_runner_uptime_seconds",
                "How long the runner has run.",
                (double) (ticker.nanoTime() - startNanos) / TimeUnit.SECONDS.toNanos(1));
        Long rssBytes = ProcessFacts.read().rssBytes();
        if (rssBytes != null) {
            all.gauge("x0xtest_runner_resident_memory_bytes", "Resident memory of the runner.", rssBytes);
        }
        all.gauge(
                "x0xtest_runner_x0xd_up",
                "Whether the runner is attached to the event streams of its x0xd: 1, else 0.",
                attached.getAsBoolean() ? 1 : 0);
        all.counters(
                "x0xtest_runner_x0xd_requests",
                "Requests to x0xd, by how they ended: ok, or the kind of the failure.",
                "outcome",
                with(calls.get(), "ok", "disconnected", "timeout", "unauthorized"));
        if (known != null) {
            messages(all, known);
            hops(all, known);
            runs(all, known.runs());
        }
        return all.build();
    }

    private void messages(Snapshots all, Parts known) {
        AttachmentLog.Snapshot stream = known.attachment().snapshot(ticker.nanoTime());
        all.counter(
                "x0xtest_runner_stream_gaps",
                "How often the stream of direct messages was lost: what came then was not seen.",
                stream.gaps());
        all.counter(
                "x0xtest_runner_stream_unreadable_messages",
                "Messages of the stream that could not be read and might have been hops.",
                stream.unparsed());
        all.counter("x0xtest_runner_commands_accepted", "Commands that were accepted.", known.accepted());
        Map<String, Long> ignored = new TreeMap<>();
        for (GateVerdict.IgnoreReason reason : GateVerdict.IgnoreReason.values()) {
            ignored.put(
                    reason.name().toLowerCase(Locale.ROOT),
                    known.commands().ignored().getOrDefault(reason, 0L));
        }
        all.counters(
                "x0xtest_runner_commands_ignored",
                "Commands that were not executed and not answered, by reason.",
                "reason",
                ignored);
        all.counters(
                "x0xtest_runner_commands_refused",
                "Commands of a coordinator that were answered with a refusal, by reason.",
                "reason",
                with(known.commands().refused(), "busy", "not_allowed", "queue_full", "wrong_network"));
        Map<String, Long> results = new LinkedHashMap<>();
        results.put("delivered", known.results().delivered());
        results.put("lost", known.results().dropped());
        all.counters("x0xtest_runner_results", "Results sent to coordinators, by how that ended.", "outcome", results);
    }

    private static void hops(Snapshots all, Parts known) {
        all.counter(
                "x0xtest_runner_hops_sent",
                "Hops of plans that were handed to x0xd.",
                known.hops().sent());
        all.counters(
                "x0xtest_runner_hops_ended",
                "Hops of plans that have ended, by what x0xd answered: acked, failed, unknown (no answer), not_attempted.",
                "outcome",
                known.hops().ended());
        all.counter("x0xtest_runner_test_messages_seen", "Test messages that the runner saw arrive.", known.seen());
    }

    private static void runs(Snapshots all, KnownRuns runs) {
        Map<String, Long> states = new LinkedHashMap<>();
        RUN_STATES.forEach(state -> states.put(state, 0L));
        runs.all().forEach(run -> states.merge(run.state(), 1L, Long::sum));
        all.gauges(
                "x0xtest_runner_runs",
                "Runs that the runner knows, by state; it forgets an ended one after an hour.",
                "state",
                states);
        KnownRuns.Load load = runs.load();
        all.gauge(
                "x0xtest_runner_send_window",
                "How many hops may be in flight in the run under way; 0 without one.",
                load.window());
        all.gauge(
                "x0xtest_runner_wakeup_delay_seconds",
                "By how much the runner's own timer was late at most in the latest run.",
                load.worstDelayMs() / MS_PER_SECOND);
    }

    /** The same with a zero for what has not happened yet, so that its first increase shows. */
    private static Map<String, Long> with(Map<String, Long> counts, String... usual) {
        Map<String, Long> all = new TreeMap<>(counts);
        for (String name : usual) {
            all.putIfAbsent(name, 0L);
        }
        return all;
    }
}
