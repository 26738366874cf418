package dev.x0xtest.runner.action;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.Deadline;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.frame.LegacyFrame;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sends self-DMs: messages to this runner's own agent that must come back on the stream of direct messages. When one
 * returns, every earlier message in the daemon's queue was seen or evicted. Confined to the event loop.
 */
public final class SelfProbe {
    static final String REQUEST_ID = "self";
    private static final long LIMIT_NANOS = 2_000_000_000L;
    private static final int ACK_MS = 2_000;

    private final Daemon daemon;
    private final EventLoop loop;
    private final AgentId self;
    private final Supplier<String> nonces;
    private final Map<String, Pending> pending = new HashMap<>();

    public SelfProbe(Daemon daemon, EventLoop loop, AgentId self, Supplier<String> nonces) {
        this.daemon = daemon;
        this.loop = loop;
        this.self = self;
        this.nonces = nonces;
    }

    private record Pending(CompletableFuture<Attachment.SelfDm> done, long sentNanos, Deadline limit) {}

    /** Sends one. Completes normally within 2 s. */
    CompletableFuture<Attachment.SelfDm> send() {
        String nonce = nonces.get();
        CompletableFuture<Attachment.SelfDm> done = new CompletableFuture<>();
        Deadline limit = Deadline.afterNanos(
                loop, LIMIT_NANOS, () -> end(nonce, "it did not come back on the stream within 2 s"));
        pending.put(nonce, new Pending(done, loop.ticker().nanoTime(), limit));
        byte[] message = new LegacyFrame(REQUEST_ID, nonce, new byte[0]).encode();
        daemon.send(SendRequest.raw(self, message, ACK_MS)).whenComplete((answer, error) -> {
            if (error instanceof DaemonException) {
                end(nonce, "x0xd did not take it: " + error.getMessage());
            }
        });
        return done;
    }

    /** Handles an arriving legacy message. True if it is a self-DM of this runner and therefore no test message. */
    public boolean returned(AgentId sender, LegacyFrame frame) {
        if (!sender.equals(self) || !frame.requestId().equals(REQUEST_ID)) {
            return false;
        }
        end(frame.digest(), "");
        return true;
    }

    private void end(String nonce, String error) {
        Pending ended = pending.remove(nonce);
        if (ended != null) {
            ended.limit().cancel();
            long rttMs = TimeUnit.NANOSECONDS.toMillis(loop.ticker().nanoTime() - ended.sentNanos());
            ended.done().complete(new Attachment.SelfDm(error.isEmpty(), rttMs, error.isEmpty() ? null : error));
        }
    }
}
