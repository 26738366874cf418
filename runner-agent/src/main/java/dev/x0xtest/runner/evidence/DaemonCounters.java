package dev.x0xtest.runner.evidence;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.runner.links.LinkLog;
import dev.x0xtest.wire.plan.Evidence;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads the counters of the daemon, at most once a second: {@code /diagnostics/dm}, {@code /diagnostics/connectivity} and
 * {@code /health}, in parallel and each for 2 s at most. Confined to the event loop.
 */
public final class DaemonCounters {
    static final long LIMIT_NANOS = 2_000_000_000L;
    private static final long FRESH_NANOS = 1_000_000_000L;

    private final Daemon daemon;
    private final EventLoop loop;
    private final LinkLog connections;
    private @Nullable CompletableFuture<Reading> latest;
    private long latestNanos;
    private @Nullable CompletableFuture<CounterReading.Links> latestLinks;
    private long latestLinksNanos;

    /** Counters that were not read yet; {@code connections} takes what is read of them on the way. */
    public DaemonCounters(Daemon daemon, EventLoop loop, LinkLog connections) {
        this.daemon = daemon;
        this.loop = loop;
        this.connections = connections;
    }

    /** The counters, and the answer of {@code /health}; null: not read. */
    public record Reading(CounterReading counters, Daemon.@Nullable Health health) {
        /** The counters as the wire has them; null if none could be read. */
        public Evidence.@Nullable Counters known() {
            return counters.known();
        }
    }

    /** Reads all counters, or returns those of the last second. Completes normally within 2 s. */
    public CompletableFuture<Reading> read() {
        CompletableFuture<Reading> known = latest;
        if (known != null && fresh(known, latestNanos)) {
            return known;
        }
        latestNanos = now();
        CompletableFuture<Daemon.@Nullable DmDiagnostics> messages =
                Bounded.call(loop, LIMIT_NANOS, daemon::dmDiagnostics);
        CompletableFuture<Daemon.@Nullable Health> health = Bounded.call(loop, LIMIT_NANOS, daemon::health);
        CompletableFuture<Reading> reading = links().thenCompose(links -> messages.thenCombine(
                health, (counted, up) -> new Reading(CounterReading.of(counted, up, links, now()), up)));
        latest = reading;
        return reading;
    }

    /** Reads what {@code /diagnostics/connectivity} counts, or returns that of the last second. */
    CompletableFuture<CounterReading.Links> links() {
        CompletableFuture<CounterReading.Links> known = latestLinks;
        if (known != null && fresh(known, latestLinksNanos)) {
            return known;
        }
        long askedNanos = now();
        latestLinksNanos = askedNanos;
        CompletableFuture<CounterReading.Links> reading = Bounded.call(
                        loop, LIMIT_NANOS, () -> daemon.call("GET", "/diagnostics/connectivity", null))
                .thenApply(answer -> links(answer, askedNanos));
        latestLinks = reading;
        return reading;
    }

    private CounterReading.Links links(Daemon.@Nullable Response answer, long askedNanos) {
        if (answer == null) {
            return CounterReading.Links.UNKNOWN;
        }
        connections.take(answer.body(), askedNanos, now());
        return CounterReading.Links.of(answer);
    }

    private boolean fresh(CompletableFuture<?> known, long sinceNanos) {
        return !known.isDone() || now() - sinceNanos < FRESH_NANOS;
    }

    private long now() {
        return loop.ticker().nanoTime();
    }
}
