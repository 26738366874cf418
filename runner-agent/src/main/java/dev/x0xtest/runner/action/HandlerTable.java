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

/** The handler and the lane of each action. Filled at start; afterwards only read. Confined to the event loop. */
public final class HandlerTable {
    private final Map<String, Binding<?, ?>> bindings = new HashMap<>();

    /**
     * The handler of one action.
     *
     * @param <P> parameters
     * @param <R> details
     * @param lane the queue in which its commands wait
     */
    public record Binding<P, R>(Action<P, R> action, Lane lane, ActionHandler<P, R> handler) {

        /**
         * Executes a command. Fails as {@link ActionHandler} does, and with {@link ActionException} for invalid
         * parameters.
         */
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

    /** An answer, with its details as JSON for the {@link Result}. */
    public record Done(ActionHandler.Reply<?> answer, ObjectNode details) {}

    /**
     * Adds a handler.
     *
     * @throws IllegalStateException for a second handler of one action
     */
    public <P, R> void bind(Action<P, R> action, Lane lane, ActionHandler<P, R> handler) {
        if (bindings.putIfAbsent(action.name(), new Binding<>(action, lane, handler)) != null) {
            throw new IllegalStateException("two handlers for " + action.name());
        }
    }

    /**
     * Checks at start that every action of the registry has a handler.
     *
     * @throws IllegalStateException naming the action without one
     */
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
