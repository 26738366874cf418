package dev.x0xtest.runner.action;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.Deadline;
import dev.x0xtest.runner.ledger.AttachmentLog;
import dev.x0xtest.runner.ledger.SightingLedger;
import dev.x0xtest.wire.action.Attachment;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Measures whether this runner would have seen a hop that it did not see. It first sends a self-DM and waits for it on
 * the stream, then reads the daemon's counter of evicted events; in this order no eviction between the two is missed.
 * Confined to the event loop.
 */
public final class CoverageProbe {
    private static final long LIMIT_NANOS = 4_500_000_000L;
    private static final long UNKNOWN = -1;

    private final Daemon daemon;
    private final EventLoop loop;
    private final AttachmentLog attachment;
    private final SightingLedger ledger;
    private final SelfProbe probe;

    public CoverageProbe(
            Daemon daemon, EventLoop loop, AttachmentLog attachment, SightingLedger ledger, SelfProbe probe) {
        this.daemon = daemon;
        this.loop = loop;
        this.attachment = attachment;
        this.ledger = ledger;
        this.probe = probe;
    }

    /**
     * The state of the stream.
     *
     * @param selfDm the self-DM; null if none was sent or it did not end in time
     * @param messages the daemon's answer that the attachment's counters are from; null: not read
     * @param health the same for its uptime
     */
    public record Coverage(
            Attachment attachment,
            Attachment.@Nullable SelfDm selfDm,
            Daemon.@Nullable DmDiagnostics messages,
            Daemon.@Nullable Health health) {}

    /**
     * Reads the state with the daemon's counters. Completes normally within 5 s, with what is known by then.
     *
     * @param withSelfDm whether to send a self-DM first
     */
    public CompletableFuture<Coverage> read(boolean withSelfDm) {
        Reading reading = new Reading();
        if (withSelfDm) {
            probe.send().whenComplete((result, error) -> {
                reading.selfDm = result;
                reading.readCounters();
            });
        } else {
            reading.readCounters();
        }
        return reading.done;
    }

    /** The state that the runner knows itself; the daemon's counters are unknown. */
    public Attachment now() {
        return attachment(null, null);
    }

    private Attachment attachment(Daemon.@Nullable DmDiagnostics counters, Daemon.@Nullable Health health) {
        AttachmentLog.Snapshot now = attachment.snapshot(loop.ticker().nanoTime());
        return new Attachment(
                now.attached(),
                now.generation(),
                now.sinceMs(),
                now.ageMs(),
                now.gaps(),
                counters == null ? UNKNOWN : counters.evicted(),
                now.unparsed(),
                health == null ? UNKNOWN : health.uptimeSecs(),
                counters == null ? UNKNOWN : counters.incomingTotal(),
                ledger.dropped());
    }

    private final class Reading {
        private final CompletableFuture<Coverage> done = new CompletableFuture<>();
        private final Deadline limit = Deadline.afterNanos(loop, LIMIT_NANOS, this::end);
        private Attachment.@Nullable SelfDm selfDm;
        private Daemon.@Nullable DmDiagnostics diagnostics;
        private Daemon.@Nullable Health health;
        private int unanswered = 2;

        void readCounters() {
            daemon.dmDiagnostics().whenComplete((result, error) -> {
                diagnostics = result;
                answered();
            });
            daemon.health().whenComplete((result, error) -> {
                health = result;
                answered();
            });
        }

        private void answered() {
            if (--unanswered == 0) {
                end();
            }
        }

        private void end() {
            limit.cancel();
            done.complete(new Coverage(attachment(diagnostics, health), selfDm, diagnostics, health));
        }
    }
}
