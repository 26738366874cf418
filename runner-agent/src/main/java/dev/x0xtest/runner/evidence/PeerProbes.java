package dev.x0xtest.runner.evidence;

import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.Deadline;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.daemon.rest.DaemonPaths;
import dev.x0xtest.runner.gate.RateLimiter;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.frame.LegacyFrame;
import dev.x0xtest.wire.plan.Evidence;
import io.netty.channel.EventLoop;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Probes one peer for a coordinator: one small raw message, which no runner answers or counts, or a probe of the daemon's own.
 * At most {@value #PER_MINUTE} messages a minute for one coordinator. Confined to the event loop.
 */
public final class PeerProbes {
    /** Messages a minute for one coordinator. */
    static final int PER_MINUTE = 8;

    private static final int ACK_MS = 10_000;
    private static final long MESSAGE_NANOS = 11_000_000_000L;
    private static final int PING_MS = 2_000;
    private static final long PING_NANOS = 4_000_000_000L;

    private final Daemon daemon;
    private final EventLoop loop;
    private final Predicate<AgentId> allowed;
    private final Supplier<String> nonces;
    private final RateLimiter rate = new RateLimiter(PER_MINUTE);

    /**
     * Wires the probes.
     *
     * @param allowed the agents that a message may be sent to
     */
    public PeerProbes(Daemon daemon, EventLoop loop, Predicate<AgentId> allowed, Supplier<String> nonces) {
        this.daemon = daemon;
        this.loop = loop;
        this.allowed = allowed;
        this.nonces = nonces;
    }

    /** Sends one message of at most 256 bytes on plane raw. Completes normally within 11 s. */
    CompletableFuture<Evidence.Answer> message(AgentId to, AgentId coordinator) {
        if (!allowed.test(to)) {
            return CompletableFuture.completedFuture(refused("recipient_not_allowed"));
        } else if (!rate.tryAcquire(coordinator, loop.ticker().nanoTime())) {
            return CompletableFuture.completedFuture(refused("rate_limited"));
        }
        byte[] frame = LegacyFrame.probe(nonces.get()).encode();
        return answer(MESSAGE_NANOS, () -> daemon.send(SendRequest.raw(to, frame, ACK_MS)));
    }

    /**
     * Lets the daemon probe its connection to a machine. x0xd 0.48.1 answers at once, also for a machine that has just died:
     * only a refusal says something. Completes normally within 4 s.
     */
    CompletableFuture<Evidence.Answer> ping(String machineId) {
        String path = DaemonPaths.of("peers", machineId, "probe") + "?timeout_ms=" + PING_MS;
        return answer(PING_NANOS, () -> daemon.call("POST", path, null));
    }

    private static Evidence.Answer refused(String code) {
        return new Evidence.Answer(false, null, code, 0);
    }

    private CompletableFuture<Evidence.Answer> answer(long limitNanos, Supplier<CompletableFuture<?>> call) {
        long beginNanos = loop.ticker().nanoTime();
        CompletableFuture<?> asked = call.get();
        CompletableFuture<Evidence.Answer> done = new CompletableFuture<>();
        Deadline limit = Deadline.afterNanos(loop, limitNanos, () -> {
            done.complete(new Evidence.Answer(false, null, "timeout", tookMs(beginNanos)));
            asked.cancel(false);
        });
        asked.whenComplete((value, error) -> {
            limit.cancel();
            done.complete(answer(error, tookMs(beginNanos)));
        });
        return done;
    }

    private static Evidence.Answer answer(@Nullable Throwable error, long tookMs) {
        if (error == null) {
            return new Evidence.Answer(true, null, null, tookMs);
        }
        if (Causes.unwrapped(error) instanceof DaemonException failure) {
            String kind = failure.kind().name().toLowerCase(Locale.ROOT);
            Integer status = failure.status() == 0 ? null : failure.status();
            return new Evidence.Answer(false, status, failure.code().isEmpty() ? kind : failure.code(), tookMs);
        }
        return new Evidence.Answer(false, null, "internal_error", tookMs);
    }

    private long tookMs(long beginNanos) {
        return TimeUnit.NANOSECONDS.toMillis(loop.ticker().nanoTime() - beginNanos);
    }
}
