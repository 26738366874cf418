package dev.x0xtest.runner.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.ActionRegistry;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Result;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Which handler carries an action out, and on which lane. Filled at start. */
public final class HandlerTable {
    private final Map<String, Binding<?, ?>> bindings = new HashMap<>();

    /**
     * One action's handler.
     *
     * @param <P> parameters
     * @param <R> details
     */
    public record Binding<P, R>(Action<P, R> action, Lane lane, ActionHandler<P, R> handler) {

        /** Carries it out; fails as {@link ActionHandler} does, and with {@link ActionException} for bad parameters. */
        public CompletableFuture<Done> run(ActionHandler.Context context) {
            try {
                P params = action.params().decode(context.command().params());
                return handler.handle(params, context).thenApply(this::encoded);
            } catch (WireException e) {
                return CompletableFuture.failedFuture(ActionException.malformed(String.valueOf(e.getMessage())));
            }
        }

        private Done encoded(ActionHandler.Reply<R> answer) {
            R details = answer.details();
            ObjectNode json =
                    details == null ? WireJson.object() : action.details().encode(details);
            return new Done(answer, json);
        }
    }

    /** An answer with its details as they travel in a {@link Result}. */
    public record Done(ActionHandler.Reply<?> answer, ObjectNode details) {}

    /** A second handler for one action is a defect. */
    public <P, R> void bind(Action<P, R> action, Lane lane, ActionHandler<P, R> handler) {
        if (bindings.putIfAbsent(action.name(), new Binding<>(action, lane, handler)) != null) {
            throw new IllegalStateException("two handlers for " + action.name());
        }
    }

    /** An action that was promised and has no handler is found at start, not when it is first asked for. */
    public void requireAll(ActionRegistry actions) {
        actions.all().forEach(this::find);
    }

    public Binding<?, ?> find(Action<?, ?> action) {
        Binding<?, ?> binding = bindings.get(action.name());
        if (binding == null) {
            throw new IllegalStateException("no handler for " + action.name());
        }
        return binding;
    }
}
