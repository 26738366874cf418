package dev.x0xtest.coordinator.tunnel;

import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.rest.RestDaemon;
import dev.x0xtest.daemon.rest.RestOptions;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Asks whether an x0xd is behind an address. It shows no token, because another program may hold the port. */
final class HealthProbe implements AutoCloseable {
    private static final TokenSource NO_TOKEN = TokenSource.literal("none");
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final RestDaemon daemon;

    HealthProbe(DaemonAddress address, EventLoop loop) {
        this.daemon =
                RestDaemon.open(address, NO_TOKEN, loop, RestOptions.defaults().withDeadline(LIMIT));
    }

    /** Whether {@code GET /health} is answered with 200 or 401; completes normally, on the loop. */
    CompletableFuture<Boolean> answers() {
        return daemon.call("GET", "/health", null)
                .handle((answer, failure) -> failure == null
                        ? answer.status() == 200
                        : Causes.unwrapped(failure) instanceof DaemonException refused && refused.status() == 401);
    }

    @Override
    public void close() {
        daemon.close();
    }
}
