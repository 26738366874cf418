package dev.x0xtest.runner.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.wire.Action;
import dev.x0xtest.wire.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds the actions that are one REST call each; the daemon's answer, good or bad, becomes the details as it is. */
public final class RestActions {
    private final Daemon daemon;
    private final HandlerTable handlers;
    private final Lane lane;

    private RestActions(Daemon daemon, HandlerTable handlers, Lane lane) {
        this.daemon = daemon;
        this.handlers = handlers;
        this.lane = lane;
    }

    /** Contacts and groups, all on one lane. */
    public static void bindAll(Daemon daemon, HandlerTable handlers, Lane lane) {
        RestCalls.bindAll(new RestActions(daemon, handlers, lane));
    }

    <P> void bind(Action<P, ObjectNode> action, Function<P, RestCalls.RestCall> call) {
        handlers.bind(action, lane, (params, context) -> perform(call.apply(params)));
    }

    private CompletableFuture<Answer<ObjectNode>> perform(RestCalls.RestCall call) {
        return daemon.call(call.method(), call.path(), call.body())
                .handle((answer, error) -> answer == null ? failed(error) : Answer.ok(Failures.object(answer.body())));
    }

    private static Answer<ObjectNode> failed(@Nullable Throwable error) {
        if (error instanceof DaemonException failure) {
            return new Answer<>(Outcome.failed(Failures.of(failure)), null, Failures.object(failure.body()));
        }
        throw new IllegalStateException("a call that neither answered nor failed as agreed", error);
    }
}
