package dev.x0xtest.runner.action;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DmDiagnostics;
import dev.x0xtest.daemon.Health;
import dev.x0xtest.runner.ledger.AttachmentLog;
import dev.x0xtest.runner.ledger.SightingLedger;
import dev.x0xtest.wire.AckDetails;
import dev.x0xtest.wire.Attachment;
import dev.x0xtest.wire.NoopAckParams;
import dev.x0xtest.wire.SelfDm;
import dev.x0xtest.wire.Sighting;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code noop_ack}: what was seen, and whether more would have been. When a hop asked about is missing, a message to
 * oneself has to come back on the same stream first, and only then the daemon's counter of dropped events is read: so
 * nothing can be dropped unnoticed in between. Always answers within 5 s, with what is known by then.
 */
public final class AckHandler implements ActionHandler<NoopAckParams, AckDetails> {
    private static final long LIMIT_NANOS = 4_500_000_000L;
    private static final long UNKNOWN = -1;

    private final Daemon daemon;
    private final EventLoop loop;
    private final AttachmentLog attachment;
    private final SightingLedger ledger;
    private final SelfProbe probe;

    public AckHandler(Daemon daemon, EventLoop loop, AttachmentLog attachment, SightingLedger ledger, SelfProbe probe) {
        this.daemon = daemon;
        this.loop = loop;
        this.attachment = attachment;
        this.ledger = ledger;
        this.probe = probe;
    }

    @Override
    public CompletableFuture<Answer<AckDetails>> handle(NoopAckParams params, CommandContext context) {
        return new Inquiry(params.sightings()).start();
    }

    private final class Inquiry {
        private final List<String> ids;
        private final CompletableFuture<Answer<AckDetails>> done = new CompletableFuture<>();
        private final ScheduledFuture<?> limit;
        private @Nullable SelfDm selfDm;
        private @Nullable DmDiagnostics diagnostics;
        private @Nullable Health health;
        private int unanswered = 2;

        Inquiry(List<String> ids) {
            this.ids = ids;
            this.limit = loop.schedule(this::answer, LIMIT_NANOS, TimeUnit.NANOSECONDS);
        }

        CompletableFuture<Answer<AckDetails>> start() {
            if (ids.stream().allMatch(ledger::has)) {
                readCounters();
            } else {
                probe.send().whenComplete((result, error) -> {
                    selfDm = result;
                    readCounters();
                });
            }
            return done;
        }

        private void readCounters() {
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
                answer();
            }
        }

        private void answer() {
            limit.cancel(false);
            long nowNanos = loop.ticker().nanoTime();
            List<Sighting> seen = ids.stream()
                    .distinct()
                    .flatMap(id -> ledger.find(id, nowNanos).stream())
                    .toList();
            done.complete(Answer.ok(new AckDetails(attachment(nowNanos), seen, selfDm)));
        }

        private Attachment attachment(long nowNanos) {
            AttachmentLog.Snapshot now = attachment.snapshot(nowNanos);
            DmDiagnostics counters = diagnostics;
            Health state = health;
            return new Attachment(
                    now.attached(),
                    now.generation(),
                    now.sinceMs(),
                    now.ageMs(),
                    now.gaps(),
                    counters == null ? UNKNOWN : counters.evicted(),
                    now.unparsed(),
                    state == null ? UNKNOWN : state.uptimeSecs(),
                    counters == null ? UNKNOWN : counters.incomingTotal(),
                    ledger.dropped());
        }
    }
}
