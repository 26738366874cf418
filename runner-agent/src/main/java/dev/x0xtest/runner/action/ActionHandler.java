package dev.x0xtest.runner.action;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.Outcome;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Executes one action.
 *
 * @param <P> parameters of the command
 * @param <R> details of the result
 */
@FunctionalInterface
public interface ActionHandler<P, R> {

    /**
     * Executes the action. Called on the event loop, which it must not block. The future completes on the event loop.
     * It fails with {@link dev.x0xtest.daemon.DaemonException} for an error of the daemon, with {@link ActionException}
     * for an invalid request, and with any other exception for a defect.
     */
    CompletableFuture<Reply<R>> handle(P params, Context context);

    /** The form in which a failure of this action is sent. */
    default Outcome failed(Failure failure) {
        return Outcome.failed(failure);
    }

    /**
     * The command and its sender.
     *
     * @param coordinator the verified sender
     * @param requestId the command's request id, or a new one if it has none
     * @param arrivedNanos when the command arrived, by the runner's monotonic clock
     */
    record Context(AgentId coordinator, Command command, String requestId, long arrivedNanos) {}

    /**
     * The outcome of an action.
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
