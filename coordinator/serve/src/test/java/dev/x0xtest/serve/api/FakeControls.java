package dev.x0xtest.serve.api;

import dev.x0xtest.serve.api.live.Audit;
import dev.x0xtest.serve.api.live.Controls;
import dev.x0xtest.serve.api.live.LiveEvent;
import dev.x0xtest.serve.api.live.OrderRequest;
import dev.x0xtest.serve.api.live.Refusal;
import dev.x0xtest.serve.api.live.RunAnswer;
import dev.x0xtest.serve.api.live.RunRequest;
import dev.x0xtest.serve.api.live.Status;
import dev.x0xtest.serve.model.Order;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A daemon that does what it is told and remembers it. */
public final class FakeControls implements Controls {
    final List<Order> orders = new CopyOnWriteArrayList<>();
    final List<Audit> audits = new CopyOnWriteArrayList<>();
    final List<RunRequest> requests = new CopyOnWriteArrayList<>();
    private final List<Consumer<LiveEvent>> listeners = new CopyOnWriteArrayList<>();
    volatile RunAnswer answer = new RunAnswer.Started(FakeHistory.SECOND);
    volatile boolean refuses;
    volatile boolean broken;
    volatile long sinceTickMs = 12;
    volatile Status.Role role = Status.Role.LEADER;
    volatile Status.Anchor anchor = Status.Anchor.OK;
    volatile Status.DatabaseState database = Status.DatabaseState.OK;
    private int number;

    @Override
    public Status status() {
        return new Status(
                "0.1.0",
                "six",
                role,
                1,
                List.of(new Status.Scheduled(
                        "full", FakeHistory.SCOPE, 300, FakeHistory.RUN_ENDED + 300_000, FakeHistory.SECOND)),
                null,
                new Status.Database("sqlite", database, 0),
                new Status.Budget(1200, 100_000, 0),
                new Status.Governor(1, ""),
                anchor,
                FakeHistory.RUN_ENDED,
                orders);
    }

    @Override
    public long sinceTickMs() {
        return sinceTickMs;
    }

    @Override
    public CompletionStage<RunAnswer> requestRun(RunRequest request) {
        requests.add(request);
        return result(answer);
    }

    private <T> CompletionStage<T> result(T value) {
        if (broken) {
            return CompletableFuture.failedFuture(new IllegalStateException("secret of the inside"));
        }
        return refuses
                ? CompletableFuture.failedFuture(new Refusal("the daemon is about to stop"))
                : CompletableFuture.completedFuture(value);
    }

    @Override
    public synchronized CompletionStage<Order> order(OrderRequest request) {
        Order order = new Order(
                "o" + ++number,
                request.kind(),
                request.target(),
                FakeHistory.RUN_ENDED,
                request.untilMs(),
                request.reason(),
                request.by());
        orders.add(order);
        return result(order);
    }

    @Override
    public CompletionStage<List<Order>> withdraw(Order.Kind kind, @Nullable String target, String by) {
        List<Order> found = orders.stream()
                .filter(order -> order.kind() == kind
                        && (target == null || order.target().equals(target)))
                .toList();
        orders.removeAll(found);
        return result(found);
    }

    @Override
    public void audited(Audit audit) {
        audits.add(audit);
    }

    @Override
    public Runnable subscribe(Consumer<LiveEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    int listeners() {
        return listeners.size();
    }

    void tell(LiveEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }
}
