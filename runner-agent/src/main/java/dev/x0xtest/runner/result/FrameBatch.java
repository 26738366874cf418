package dev.x0xtest.runner.result;

import dev.x0xtest.wire.Plane;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends frames that must all arrive, a few in flight at once. The first failure ends the batch. Confined to the event
 * loop.
 */
final class FrameBatch {
    private static final int AT_ONCE = 4;

    private final Deque<byte[]> left;
    private final Function<byte[], CompletableFuture<Plane>> sendOne;
    private final CompletableFuture<@Nullable Plane> done = new CompletableFuture<>();
    private int underWay;

    FrameBatch(List<byte[]> frames, Function<byte[], CompletableFuture<Plane>> sendOne) {
        this.left = new ArrayDeque<>(frames);
        this.sendOne = sendOne;
    }

    /** Completes with the route of the last frame, or with the first failure; frames in flight then are not awaited. */
    CompletableFuture<@Nullable Plane> start() {
        while (underWay < AT_ONCE && !left.isEmpty() && !done.isDone()) {
            underWay++;
            sendOne.apply(left.removeFirst()).whenComplete(this::ended);
        }
        return done;
    }

    private void ended(@Nullable Plane route, @Nullable Throwable error) {
        underWay--;
        if (error != null) {
            done.completeExceptionally(error);
        } else if (left.isEmpty() && underWay == 0) {
            done.complete(route);
        } else {
            start();
        }
    }
}
