package dev.x0xtest.local.bench;

import dev.x0xtest.coordinator.report.Plane;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.rest.RestDaemon;
import dev.x0xtest.daemon.rest.RestOptions;
import dev.x0xtest.wire.AgentId;
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
 * The least that the sends of a matrix can take on a mesh: every pair once on plane raw, by the client that the runners
 * use, without a runner or coordinator in between. Each source sends one after the other over one kept connection, all
 * sources side by side. Confined to its event loop, but for the making.
 */
public final class Floor implements AutoCloseable {
    /** As the runners ask. */
    private static final int ACK_MS = 8_000;

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
        // No frame of ours: the runners beside the daemons have no work with it.
        Arrays.fill(frame, (byte) '.');
    }

    /** All pairs once. */
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

    /** The size of a planned hop with so much payload. */
    public static int frameBytes(int payloadBytes) {
        String id = new HopId("0".repeat(32), 0, 0, 0, 1).text();
        return new HopFrame(id, "0".repeat(2 * HopKey.BYTES), "", new byte[payloadBytes]).encode().length;
    }

    /** Completes when the last daemon has answered, always normally. */
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

    /** The pairs of one source. */
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

        /** Not all to the same destination at once: as in a schedule's rounds. */
        private void send(int step) {
            if (step == ids.size()) {
                ended.complete(null);
                return;
            }
            AgentId to = ids.get((source + step) % ids.size());
            daemons.get(source).send(SendRequest.raw(to, frame, ACK_MS)).whenComplete((answer, failure) -> {
                failed += delivered(answer) ? 0 : 1;
                send(step + 1);
            });
        }

        private boolean delivered(Daemon.@Nullable SendResponse answer) {
            return answer != null && answer.path().equals(Plane.RAW.acceptedPath());
        }
    }
}
