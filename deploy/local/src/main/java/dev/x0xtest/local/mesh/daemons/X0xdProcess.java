package dev.x0xtest.local.mesh.daemons;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.local.mesh.process.ChildProcess;
import dev.x0xtest.local.mesh.process.Waiting;
import dev.x0xtest.wire.NodeLabel;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One real x0xd process with its own home directory. */
final class X0xdProcess {
    private static final String PORT_TAKEN = "Address already in use";

    private final NodeLabel label;
    private final Path home;
    private final ChildProcess process;

    private X0xdProcess(NodeLabel label, Path home, ChildProcess process) {
        this.label = label;
        this.home = home;
        this.process = process;
    }

    static X0xdProcess start(X0xdBinary binary, NodeLabel label, Path home, String config) {
        Path file = home.resolve("x0xd.toml");
        try {
            Files.writeString(file, config);
        } catch (IOException e) {
            throw new EnvironmentException("cannot write " + file + ": " + e.getMessage(), e);
        }
        List<String> command = new ArrayList<>(List.of(binary.path().toString(), "--config", file.toString()));
        command.addAll(X0xdConfig.FLAGS);
        // A disposable mesh must neither read nor write the user's home.
        Map<String, String> environment = Map.of(
                "HOME", home.toString(),
                "X0X_HOME", home.resolve("x0x").toString());
        String name = "x0xd of " + label.text();
        return new X0xdProcess(
                label, home, ChildProcess.start(name, command, home, home.resolve("x0xd.log"), environment));
    }

    /** Completes when the daemon answers. Fails if the process ends first. */
    CompletableFuture<Daemons.Node> answering(EventLoop loop) {
        Path port = home.resolve("data/api.port");
        Path token = home.resolve("data/api-token");
        CompletableFuture<Daemons.Node> node = new CompletableFuture<>();
        Waiting.until(loop, () -> Files.exists(token) && Files.exists(port) ? asked(node, port, token, loop) : dead())
                .whenComplete((yes, failure) -> {
                    if (failure != null) {
                        node.completeExceptionally(failure);
                    }
                });
        return node;
    }

    private CompletableFuture<Boolean> asked(
            CompletableFuture<Daemons.Node> node, Path port, Path token, EventLoop loop) {
        String address = read(port).strip();
        if (address.isEmpty()) {
            return dead();
        }
        return Daemons.Node.at(label, DaemonAddress.parse("http://" + address), token, loop)
                .handle((found, failure) -> failure == null ? node.complete(found) : notYet(failure))
                .thenCompose(answered -> answered ? CompletableFuture.completedFuture(true) : dead());
    }

    // The daemon does not listen yet, or has written only part of its token.
    private boolean notYet(Throwable failure) {
        if (Causes.unwrapped(failure) instanceof DaemonException daemon
                && (daemon.kind() == DaemonException.Kind.DISCONNECTED
                        || daemon.kind() == DaemonException.Kind.UNAUTHORIZED)) {
            return false;
        }
        throw new EnvironmentException(
                process.name() + ": " + Causes.unwrapped(failure).getMessage(), failure);
    }

    private CompletableFuture<Boolean> dead() {
        return process.death()
                .map(line -> CompletableFuture.<Boolean>failedFuture(
                        process.output().contains(PORT_TAKEN)
                                ? new PortTakenException(line)
                                : new EnvironmentException(line, null)))
                .orElseGet(() -> CompletableFuture.completedFuture(false));
    }

    NodeLabel label() {
        return label;
    }

    ChildProcess process() {
        return process;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    /** Another program took a port before the daemon started. */
    static final class PortTakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PortTakenException(String message) {
            super(message);
        }
    }
}
