package dev.x0xtest.runner.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Binds the actions that are one REST call each. Their results have upstream's form: on success the daemon's answer is
 * the details; on failure it is the error, and there are no details.
 */
public final class RestActions {
    private final Daemon daemon;
    private final HandlerTable handlers;
    private final Lane lane;

    private RestActions(Daemon daemon, HandlerTable handlers, Lane lane) {
        this.daemon = daemon;
        this.handlers = handlers;
        this.lane = lane;
    }

    /** Binds all actions on contacts and groups to one lane. */
    public static void bindAll(Daemon daemon, HandlerTable handlers, Lane lane) {
        RestCalls.bindAll(new RestActions(daemon, handlers, lane));
    }

    <P> void bind(Action<P, ObjectNode> action, Function<P, RestCalls.RestCall> call) {
        handlers.bind(action, lane, new Handler<>(call));
    }

    private final class Handler<P> implements ActionHandler<P, ObjectNode> {
        private final Function<P, RestCalls.RestCall> calls;

        Handler(Function<P, RestCalls.RestCall> calls) {
            this.calls = calls;
        }

        @Override
        public CompletableFuture<ActionHandler.Reply<ObjectNode>> handle(P params, ActionHandler.Context context) {
            RestCalls.RestCall call = calls.apply(params);
            return daemon.call(call.method(), call.path(), call.body())
                    .handle((answer, error) -> answer == null ? refused(error) : answered(answer));
        }

        @Override
        public Outcome failed(Failure failure) {
            return Outcome.sentence(failure);
        }
    }

    private static ActionHandler.Reply<ObjectNode> answered(Daemon.Response answer) {
        if (answer.body() instanceof ObjectNode object) {
            return ActionHandler.Reply.ok(object);
        }
        String line = "x0xd answered " + answer.status() + " with something other than a JSON object";
        return new ActionHandler.Reply<>(Outcome.sentence(Failure.of("malformed_answer", line)), null, null);
    }

    private static ActionHandler.Reply<ObjectNode> refused(@Nullable Throwable error) {
        if (!(error instanceof DaemonException refusal)) {
            throw new IllegalStateException("a call that neither answered nor failed as agreed", error);
        }
        Failure failure = Failures.of(refusal);
        Outcome outcome = refusal.status() == 0
                ? Outcome.sentence(failure)
                : Outcome.passedOn(failure, answer(refusal), refusal.status());
        return new ActionHandler.Reply<>(outcome, null, null);
    }

    private static ObjectNode answer(DaemonException refusal) {
        JsonNode body = refusal.body();
        return body instanceof ObjectNode object
                ? object
                : WireJson.object().put("status", refusal.status()).put("reason", refusal.reason());
    }
}
