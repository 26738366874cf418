package dev.x0xtest.serve.api.live;

import dev.x0xtest.serve.model.Order;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The living daemon as the API sees it. Every method returns at once and may be called from any thread; the API waits for
 * stages without blocking a thread. A stage that fails with {@link Refusal} is told to the client, any other failure is a
 * defect.
 */
public interface Controls {
    /** How the daemon is now: the last picture that its loop has published. */
    Status status();

    /** How long ago the scheduler last did its work, in ms on a clock that nobody sets; 0 before its first time. */
    long sinceTickMs();

    /** Asks for a run outside the schedule. */
    CompletionStage<RunAnswer> requestRun(RunRequest request);

    /** Takes an order, which replaces one of the same kind and target. */
    CompletionStage<Order> order(OrderRequest request);

    /**
     * Withdraws orders.
     *
     * @param target of the orders; null: of any
     * @param by the name of the operator's token
     * @return what was withdrawn; empty: there was none
     */
    CompletionStage<List<Order>> withdraw(Order.Kind kind, @Nullable String target, String by);

    /** Keeps who did what, for good. Called before the action, and never for one that the API has refused. */
    void audited(Audit audit);

    /**
     * Tells the listener each event from now on, in order. It returns at once and may be called from any thread.
     *
     * @return ends it
     */
    Runnable subscribe(Consumer<LiveEvent> listener);
}
