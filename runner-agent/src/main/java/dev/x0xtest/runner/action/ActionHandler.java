package dev.x0xtest.runner.action;

import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.Outcome;
import java.util.concurrent.CompletableFuture;

/**
 * Carries one action out.
 *
 * @param <P> parameters
 * @param <R> details of the result
 */
@FunctionalInterface
public interface ActionHandler<P, R> {

    /**
     * Called on the event loop and must not block it. The future completes on the event loop; it fails with {@link
     * dev.x0xtest.daemon.DaemonException} for what the daemon said, with {@link ActionException} for what the handler
     * itself found wrong, and with anything else for a defect.
     */
    CompletableFuture<Answer<R>> handle(P params, CommandContext context);

    /** How a failure of this action travels. */
    default Outcome failed(Failure failure) {
        return Outcome.failed(failure);
    }
}
