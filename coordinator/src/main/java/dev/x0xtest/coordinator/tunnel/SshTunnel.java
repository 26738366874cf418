package dev.x0xtest.coordinator.tunnel;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.daemon.Backoff;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.Deadline;
import dev.x0xtest.daemon.stream.ConnectionLifecycle;
import dev.x0xtest.daemon.stream.ConnectionState;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One ssh at a time, which forwards a port of 127.0.0.1 here to the daemon's port there. The tunnel is open when the daemon
 * answers through it. If an open tunnel is lost, it reconnects on the same port until it is closed. If it never opens, it
 * fails with the words of ssh. Confined to the event loop, except for {@link #start}, {@link #isOpen} and {@link #close}.
 */
final class SshTunnel {
    private static final Duration LIVED = Duration.ofSeconds(10);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), 0);
    private static final Duration AUTH_RETRY = Duration.ofSeconds(30);
    private static final Duration PROBE = Duration.ofMillis(100);
    private static final long END_MS = 1000;

    private final String node;
    private final SshTarget target;
    private final int remotePort;
    private final IntSupplier ports;
    private final Duration readyLimit;
    private final EventLoop loop;
    private final Deadline timer;
    private final Deadline ready;
    private final ConnectionLifecycle lifecycle;
    private final CompletableFuture<DaemonAddress> firstOpen = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
    private CompletableFuture<@Nullable Void> nextOpen = new CompletableFuture<>();
    private int localPort;
    private int portsTried;
    private @Nullable SshProcess process;
    private @Nullable HealthProbe probe;
    private volatile boolean open;

    /**
     * Starts nothing yet.
     *
     * @param remotePort the daemon's port on 127.0.0.1 of the host
     * @param ports supplies a local port that should be free
     * @param readyLimit from the start of an ssh to the daemon's answer through it
     */
    SshTunnel(
            String node,
            SshTarget target,
            int remotePort,
            IntSupplier ports,
            Duration readyLimit,
            EventLoop loop,
            RandomGenerator random) {
        this.node = node;
        this.target = target;
        this.remotePort = remotePort;
        this.ports = ports;
        this.readyLimit = readyLimit;
        this.loop = loop;
        this.timer = new Deadline(loop);
        this.ready = new Deadline(loop);
        this.lifecycle =
                new ConnectionLifecycle("ssh to " + node, BACKOFF, AUTH_RETRY, LIVED, random, (state, reason) -> {});
    }

    /**
     * Starts the first ssh; call it once. Completes on the loop with the local address, or fails with an {@link
     * EnvironmentException} of one line; cancelled if the tunnel is closed before it opens.
     */
    CompletableFuture<DaemonAddress> start() {
        loop.execute(() -> {
            lifecycle.begin();
            connectOnNewPort("started");
        });
        return firstOpen.copy();
    }

    /** The tunnel with its node and host, for messages: the port here means nothing to a person. */
    String name() {
        return "the ssh tunnel to " + node + " (" + target.described() + ")";
    }

    /** Whether our ssh holds the port and the daemon has answered through it. */
    boolean isOpen() {
        return open;
    }

    /** Completes as soon as the tunnel is open; fails with {@code CancellationException} when it is closed. */
    CompletableFuture<@Nullable Void> whenOpen() {
        return open ? CompletableFuture.completedFuture(null) : nextOpen.copy();
    }

    private void connectOnNewPort(String reason) {
        try {
            localPort = ports.getAsInt();
        } catch (EnvironmentException e) {
            lifecycle.transition(ConnectionState.CLOSING, now(), "no port");
            firstOpen.completeExceptionally(e);
            finish();
            return;
        }
        portsTried++;
        connect(reason);
    }

    private void connect(String reason) {
        if (lifecycle.state() != ConnectionState.NEW && lifecycle.state() != ConnectionState.BACKING_OFF) {
            return;
        }
        lifecycle.transition(ConnectionState.CONNECTING, now(), reason);
        ready.set(readyLimit, this::notReady);
        try {
            process = SshProcess.start(
                    "ssh to " + node,
                    target.tunnel(localPort, remotePort),
                    ended -> loop.execute(() -> ended(ended, "")));
        } catch (IOException e) {
            failed(false, ConnectionLifecycle.RetryClass.TRANSIENT, "cannot be started: " + e.getMessage());
            return;
        }
        probe = new HealthProbe(address(), loop);
        timer.set(PROBE, this::probe);
    }

    private DaemonAddress address() {
        return DaemonAddress.parse("http://127.0.0.1:" + localPort);
    }

    private void probe() {
        HealthProbe asked = probe;
        SshProcess ssh = process;
        if (asked == null || ssh == null) {
            return;
        }
        asked.answers().thenAccept(yes -> {
            if (asked != probe) {
                return; // of an earlier ssh
            }
            if (yes && LocalPort.heldBy(ssh.handle(), localPort)) {
                opened();
            } else {
                timer.set(PROBE, this::probe);
            }
        });
    }

    private void opened() {
        stopTimers();
        open = true;
        lifecycle.transition(ConnectionState.OPEN, now(), "the daemon answers through port " + localPort);
        CompletableFuture<@Nullable Void> waiting = nextOpen;
        nextOpen = new CompletableFuture<>();
        firstOpen.complete(address());
        waiting.complete(null);
    }

    private void notReady() {
        SshProcess ssh = process;
        if (ssh != null) {
            ended(
                    ssh,
                    "no x0xd answers behind it at 127.0.0.1:" + remotePort + " within " + readyLimit.toSeconds()
                            + " s: ");
        }
    }

    private void ended(SshProcess ssh, String why) {
        if (ssh != process) {
            return;
        }
        process = null;
        endNow(ssh);
        String status = why.isEmpty() && ssh.exitValue() > 128 ? "killed by signal " + (ssh.exitValue() - 128) : "";
        String said = status.isEmpty() || !ssh.lines().isEmpty() ? why + SshWords.quote(ssh.lines()) : status;
        failed(
                SshWords.portTaken(ssh.lines()),
                SshWords.refused(ssh.lines())
                        ? ConnectionLifecycle.RetryClass.AUTH
                        : ConnectionLifecycle.RetryClass.TRANSIENT,
                said);
    }

    private void failed(boolean portTaken, ConnectionLifecycle.RetryClass retry, String said) {
        stopTimers();
        open = false;
        TunnelPolicy.Next next = TunnelPolicy.afterEnd(firstOpen.isDone(), portTaken, portsTried);
        if (next == TunnelPolicy.Next.GIVE_UP) {
            lifecycle.transition(ConnectionState.CLOSING, now(), said);
            firstOpen.completeExceptionally(
                    new EnvironmentException("ssh to " + node + " (" + target.described() + "): " + said, null));
            finish();
            return;
        }
        long delayNanos = lifecycle.failed(retry, now(), said);
        timer.setNanos(delayNanos, () -> {
            if (next == TunnelPolicy.Next.OTHER_PORT) {
                connectOnNewPort("another port");
            } else {
                connect("back-off over");
            }
        });
    }

    private void stopTimers() {
        timer.cancel();
        ready.cancel();
        HealthProbe asked = probe;
        probe = null;
        if (asked != null) {
            asked.close();
        }
    }

    private CompletableFuture<@Nullable Void> endNow(SshProcess ssh) {
        ssh.end();
        // No Deadline: it is cancelled on the thread that sees ssh end.
        Future<?> impatience = loop.schedule(ssh::kill, END_MS, TimeUnit.MILLISECONDS);
        return ssh.ended().thenAccept(nothing -> impatience.cancel(false));
    }

    /** From any thread; completes, always normally, when ssh has ended. Idempotent. */
    CompletableFuture<@Nullable Void> close() {
        loop.execute(() -> {
            if (lifecycle.state() == ConnectionState.CLOSING || lifecycle.state() == ConnectionState.CLOSED) {
                return;
            }
            lifecycle.transition(ConnectionState.CLOSING, now(), "closed by its owner");
            stopTimers();
            open = false;
            SshProcess ssh = process;
            process = null;
            CompletableFuture<@Nullable Void> end = ssh == null ? CompletableFuture.completedFuture(null) : endNow(ssh);
            end.whenCompleteAsync((nothing, failure) -> finish(), loop);
        });
        return closed.copy();
    }

    private void finish() {
        lifecycle.transition(ConnectionState.CLOSED, now(), "done");
        firstOpen.cancel(false);
        nextOpen.cancel(false);
        closed.complete(null);
    }

    private long now() {
        return loop.ticker().nanoTime();
    }
}
