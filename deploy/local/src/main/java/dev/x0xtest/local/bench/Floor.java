package dev.x0xtest.local.bench;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.rest.RestDaemon;
import dev.x0xtest.daemon.rest.RestOptions;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.HopKey;
import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Measures the lower bound for the sends of a matrix: every pair once on plane raw, with the runners' HTTP client but
 * without runners or coordinator. Each source sends sequentially over one kept connection; the sources run in parallel.
 * Confined to its event loop, except construction.
 */
public final class Floor implements AutoCloseable {
    private final List<AgentId> ids;
    private final List<? extends Daemon> daemons;
    private final byte[] frame;
    private final EventLoop loop;

    /** {@code daemons} in the order of {@code ids}. */
    Floor(List<AgentId> ids, List<? extends Daemon> daemons, int payloadBytes, EventLoop loop) {
        this.ids = ids;
        this.daemons = daemons;
        this.frame = new byte[frameBytes(payloadBytes)];
        this.loop = loop;
        // Not a frame of the protocol: the runners beside the daemons ignore it.
        Arrays.fill(frame, (byte) '.');
    }

    /** The result of one pass over all pairs. */
    public record Pass(long nanos, int failed) {}

    public static Floor over(List<BenchNode> nodes, int payloadBytes, EventLoop loop) {
        List<AgentId> ids =
                nodes.stream().map(node -> new AgentId(node.agentId())).toList();
        RestOptions oneConnection = RestOptions.defaults().withMaxConnections(1);
        List<RestDaemon> daemons = nodes.stream()
                .map(node -> RestDaemon.open(
                        DaemonAddress.parse(node.apiBase()),
                        TokenSource.file(Path.of(node.tokenFile())),
                        loop,
                        oneConnection))
                .toList();
        return new Floor(ids, daemons, payloadBytes, loop);
    }

    /** The size of a plan's hop with this payload. */
    public static int frameBytes(int payloadBytes) {
        String id = new HopId("0".repeat(32), 0, 0, 0, 1).text();
        return new HopFrame(id, "0".repeat(2 * HopKey.BYTES), "", new byte[payloadBytes]).encode().length;
    }

    /** Sends every pair once. Completes, never exceptionally, when the last daemon has answered. */
    public CompletableFuture<Pass> pass() {
        CompletableFuture<Pass> passed = new CompletableFuture<>();
        loop.execute(() -> {
            long begunNanos = loop.ticker().nanoTime();
            List<Row> rows = IntStream.range(0, ids.size()).mapToObj(Row::new).toList();
            CompletableFuture<?>[] ends = rows.stream().map(Row::sent).toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(ends).whenComplete((nothing, failure) -> {
                long nanos = loop.ticker().nanoTime() - begunNanos;
                passed.complete(new Pass(
                        nanos, rows.stream().mapToInt(row -> row.failed).sum()));
            });
        });
        return passed;
    }

    @Override
    public void close() {
        daemons.forEach(Daemon::close);
    }

    /** Sends the pairs of one source. */
    private final class Row {
        private final int source;
        private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
        private int failed;

        Row(int source) {
            this.source = source;
        }

        CompletableFuture<@Nullable Void> sent() {
            send(1);
            return ended;
        }

        /** Starts at a different destination for each source, as a schedule's rounds do. */
        private void send(int step) {
            if (step == ids.size()) {
                ended.complete(null);
                return;
            }
            AgentId to = ids.get((source + step) % ids.size());
            daemons.get(source)
                    .send(SendRequest.hop(Plane.RAW, to, frame, Plane.RAW_ACK_MS))
                    .whenComplete((answer, failure) -> {
                        failed += delivered(answer) ? 0 : 1;
                        send(step + 1);
                    });
        }

        private boolean delivered(Daemon.@Nullable SendResponse answer) {
            return answer != null && answer.path().equals(Plane.RAW.acceptedPath());
        }
    }
}
