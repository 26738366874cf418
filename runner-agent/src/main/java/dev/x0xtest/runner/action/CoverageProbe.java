package dev.x0xtest.runner.action;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.runner.ledger.AttachmentLog;
import dev.x0xtest.runner.ledger.SightingLedger;
import dev.x0xtest.wire.action.Attachment;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether this runner would have seen what it did not see: a message to oneself has to come back on the stream first, and
 * only then the daemon's counter of dropped events is read, so that nothing can be dropped unnoticed in between. Confined
 * to the event loop.
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

    /** What is known of the stream; {@code selfDm} is null when none was sent, or none was back in time. */
    public record Coverage(Attachment attachment, Attachment.@Nullable SelfDm selfDm) {}

    /** With the daemon's counters; completes within 5 s, always normally, with what is known by then. */
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

    /** What this runner knows by itself, at once: the daemon's counters are unknown. */
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
        private final ScheduledFuture<?> limit = loop.schedule(this::end, LIMIT_NANOS, TimeUnit.NANOSECONDS);
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
            limit.cancel(false);
            done.complete(new Coverage(attachment(diagnostics, health), selfDm));
        }
    }
}
