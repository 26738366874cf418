package dev.x0xtest.runner.action;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.runner.ledger.VerifiedPeers;
import dev.x0xtest.wire.AgentId;
import io.netty.channel.EventLoop;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * To whom a coordinator may have this runner send. With a list of peers: to them and to whoever was seen verified within
 * the hour. Without one, also to agents that the local daemon has discovered, or else the first matrix of a fresh fleet
 * could not run; an agent nobody here has heard of is refused. Confined to the event loop.
 */
public final class RecipientPolicy {
    private static final long FRESH_NANOS = 1_000_000_000L;

    private final Daemon daemon;
    private final EventLoop loop;
    private final AgentId self;
    private final Set<AgentId> peers;
    private final VerifiedPeers verified;

    private Set<AgentId> discovered = Set.of();
    private @Nullable CompletableFuture<Set<AgentId>> lookup;
    private long lookedUpNanos;

    public RecipientPolicy(Daemon daemon, EventLoop loop, AgentId self, Set<AgentId> peers, VerifiedPeers verified) {
        this.daemon = daemon;
        this.loop = loop;
        this.self = self;
        this.peers = peers;
        this.verified = verified;
    }

    /** Fails with {@code DaemonException}, perhaps wrapped, when the daemon cannot be asked. */
    public CompletableFuture<Boolean> allows(AgentId recipient) {
        long nowNanos = loop.ticker().nanoTime();
        if (recipient.equals(self)
                || peers.contains(recipient)
                || verified.seenWithinTheHour(recipient, nowNanos)
                || (peers.isEmpty() && discovered.contains(recipient))) {
            return CompletableFuture.completedFuture(true);
        }
        if (!peers.isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        return discovered(nowNanos).thenApply(agents -> agents.contains(recipient));
    }

    private CompletableFuture<Set<AgentId>> discovered(long nowNanos) {
        CompletableFuture<Set<AgentId>> last = lookup;
        if (last != null && (!last.isDone() || nowNanos - lookedUpNanos < FRESH_NANOS)) {
            return last;
        }
        lookedUpNanos = nowNanos;
        CompletableFuture<Set<AgentId>> asked = daemon.call("GET", "/agents/discovered?unfiltered=true", null)
                .thenApply(answer -> agents(answer.body()));
        asked.thenAccept(agents -> discovered = agents);
        lookup = asked;
        return asked;
    }

    private static Set<AgentId> agents(JsonNode body) {
        Set<AgentId> agents = new HashSet<>();
        for (JsonNode entry : body.path("agents")) {
            AgentId.parse(entry.path("agent_id").asText()).ifPresent(agents::add);
        }
        return agents;
    }
}
