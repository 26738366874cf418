package dev.x0xtest.runner.action;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.Outcome;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

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
    CompletableFuture<Reply<R>> handle(P params, Context context);

    /** How a failure of this action travels. */
    default Outcome failed(Failure failure) {
        return Outcome.failed(failure);
    }

    /**
     * Whose command it is.
     *
     * @param coordinator the verified sender
     * @param requestId the command's; one made here, if it brings none
     */
    record Context(AgentId coordinator, Command command, String requestId) {}

    /**
     * What an action came to.
     *
     * @param digestMarker echoed from the command
     */
    record Reply<R>(
            Outcome outcome,
            @Nullable String digestMarker,
            @Nullable R details) {

        public static <R> Reply<R> ok(R details) {
            return new Reply<>(Outcome.ok(), null, details);
        }
    }
}
