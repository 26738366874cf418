package dev.x0xtest.runner.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.rest.DaemonPaths;
import dev.x0xtest.wire.AgentId;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads the daemon's view of peers, each call for 2 s at most. Whoever asks while a reading is under way shares it, so that
 * many peers that fail at the same moment cost one. Confined to the event loop.
 */
public final class PeerSnapshots {
    private final Daemon daemon;
    private final EventLoop loop;
    private @Nullable CompletableFuture<PeerEntries> underWay;

    public PeerSnapshots(Daemon daemon, EventLoop loop) {
        this.daemon = daemon;
        this.loop = loop;
    }

    /**
     * What the daemon has heard of an agent.
     *
     * @param heardOf null: not known
     * @param machineId null: not known
     */
    record Discovered(@Nullable Boolean heardOf, @Nullable String machineId) {
        static final Discovered UNKNOWN = new Discovered(null, null);
        static final Discovered NEVER = new Discovered(false, null);
    }

    /**
     * How many links the daemon has; null: not known.
     *
     * @param healthy as the daemon says
     * @param degraded the same
     */
    public record Links(@Nullable Integer healthy, @Nullable Integer degraded) {
        private static Links of(Daemon.@Nullable Response answer) {
            JsonNode list = answer == null ? null : answer.body().path("peers");
            if (list == null || !list.isArray()) {
                return new Links(null, null);
            }
            int healthy = 0;
            int degraded = 0;
            for (JsonNode peer : list) {
                String link = peer.path("link").asText("");
                healthy += link.equals("healthy") ? 1 : 0;
                degraded += link.equals("degraded") ? 1 : 0;
            }
            // x0xd 0.39 lists peers without a word about their links
            return healthy + degraded < list.size() ? new Links(null, null) : new Links(healthy, degraded);
        }
    }

    /** Counts the links. Completes normally within 2 s. */
    public CompletableFuture<Links> links() {
        return read("/peers").thenApply(Links::of);
    }

    /** What it says of all peers now. Completes normally within 2 s. */
    CompletableFuture<PeerEntries> entries() {
        CompletableFuture<PeerEntries> shared = underWay;
        if (shared != null && !shared.isDone()) {
            return shared;
        }
        CompletableFuture<@Nullable JsonNode> peers = body("/peers");
        CompletableFuture<@Nullable JsonNode> ack = body("/diagnostics/ack");
        CompletableFuture<PeerEntries> reading = body("/diagnostics/connectivity")
                .thenCompose(connectivity -> peers.thenCombine(
                        ack,
                        (linked, acknowledged) -> new PeerEntries(
                                connectivity,
                                linked,
                                acknowledged,
                                loop.ticker().nanoTime())));
        underWay = reading;
        return reading;
    }

    private CompletableFuture<@Nullable JsonNode> body(String path) {
        return read(path).thenApply(answer -> answer == null ? null : answer.body());
    }

    /** Reads any endpoint; null if that failed or took longer than 2 s. */
    CompletableFuture<Daemon.@Nullable Response> read(String path) {
        return Bounded.call(loop, DaemonCounters.LIMIT_NANOS, () -> daemon.call("GET", path, null));
    }

    /** Whether the daemon has heard of the agent, and on which machine. Completes normally within 2 s. */
    CompletableFuture<Discovered> discovered(AgentId agent) {
        String path = DaemonPaths.of("agents", "discovered", agent.hex());
        return Bounded.call(
                        loop,
                        DaemonCounters.LIMIT_NANOS,
                        () -> daemon.call("GET", path, null).handle(PeerSnapshots::discovered))
                .thenApply(found -> found == null ? Discovered.UNKNOWN : found);
    }

    private static Discovered discovered(Daemon.@Nullable Response answer, @Nullable Throwable error) {
        if (answer != null) {
            String machine = Numbers.text(answer.body().path("agent"), "machine_id");
            return new Discovered(machine == null ? null : Boolean.TRUE, machine);
        }
        boolean never = error instanceof DaemonException refusal && refusal.kind() == DaemonException.Kind.NOT_FOUND;
        return never ? Discovered.NEVER : Discovered.UNKNOWN;
    }
}
