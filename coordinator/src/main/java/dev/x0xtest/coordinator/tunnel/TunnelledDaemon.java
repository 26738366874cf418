package dev.x0xtest.coordinator.tunnel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.AgentInfo;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonAnswer;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.DaemonFailures;
import dev.x0xtest.daemon.DirectConnection;
import dev.x0xtest.daemon.DmDiagnostics;
import dev.x0xtest.daemon.Health;
import dev.x0xtest.daemon.Peer;
import dev.x0xtest.daemon.SendAnswer;
import dev.x0xtest.daemon.SendRequest;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A daemon behind a tunnel that may be lost and come back. A call waits, 30 s at most, until the tunnel is open; one that
 * the loss cut off is made again. So a send may reach the daemon twice: this is for a coordinator, whose every command is
 * executed once however often it arrives.
 */
final class TunnelledDaemon implements Daemon {
    private final Daemon daemon;
    private final SshTunnel tunnel;
    private final EventLoop loop;

    TunnelledDaemon(Daemon daemon, SshTunnel tunnel, EventLoop loop) {
        this.daemon = daemon;
        this.tunnel = tunnel;
        this.loop = loop;
    }

    @Override
    public CompletableFuture<Health> health() {
        return held(daemon::health);
    }

    @Override
    public CompletableFuture<AgentInfo> agent() {
        return held(daemon::agent);
    }

    @Override
    public CompletableFuture<List<Peer>> peers() {
        return held(daemon::peers);
    }

    @Override
    public CompletableFuture<List<DirectConnection>> directConnections() {
        return held(daemon::directConnections);
    }

    @Override
    public CompletableFuture<SendAnswer> send(SendRequest request) {
        return held(() -> daemon.send(request));
    }

    @Override
    public CompletableFuture<@Nullable Void> publish(String topic, byte[] payload) {
        return held(() -> daemon.publish(topic, payload));
    }

    @Override
    public CompletableFuture<String> subscribe(String topic) {
        return held(() -> daemon.subscribe(topic));
    }

    @Override
    public CompletableFuture<@Nullable Void> unsubscribe(String subscriptionId) {
        return held(() -> daemon.unsubscribe(subscriptionId));
    }

    @Override
    public CompletableFuture<DmDiagnostics> dmDiagnostics() {
        return held(daemon::dmDiagnostics);
    }

    @Override
    public CompletableFuture<DaemonAnswer> call(String method, String path, @Nullable ObjectNode body) {
        return held(() -> daemon.call(method, path, body));
    }

    @Override
    public void close() {
        daemon.close();
    }

    private <T extends @Nullable Object> CompletableFuture<T> held(Supplier<CompletableFuture<T>> call) {
        HeldCall<T> held = new HeldCall<>(call, tunnel, loop);
        if (loop.inEventLoop()) {
            held.start();
        } else {
            loop.execute(held::start);
        }
        return held.future();
    }

    /** Whether the way to the daemon was lost, as opposed to the daemon saying no. */
    static boolean cutOff(Throwable failure, boolean tunnelOpen) {
        return DaemonFailures.unwrapped(failure) instanceof DaemonException lost
                && (lost.kind() == DaemonException.Kind.DISCONNECTED
                        || (lost.kind() == DaemonException.Kind.UNAUTHORIZED && lost.status() == 0 && !tunnelOpen));
    }
}
