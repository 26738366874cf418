package dev.x0xtest.testkit.serve;

import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.serve.api.live.Audit;
import dev.x0xtest.serve.api.live.Controls;
import dev.x0xtest.serve.api.live.LiveEvent;
import dev.x0xtest.serve.api.live.OrderRequest;
import dev.x0xtest.serve.api.live.RunAnswer;
import dev.x0xtest.serve.api.live.RunRequest;
import dev.x0xtest.serve.api.live.Status;
import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A daemon that measures when a test says so, takes every order and remembers it. Any thread. */
public final class MemoryDaemon implements Controls {
    private final MemoryHistory history;
    private final InstantSource clock;
    private final List<Order> orders = new CopyOnWriteArrayList<>();
    private final List<Audit> audits = new CopyOnWriteArrayList<>();
    private final List<Consumer<LiveEvent>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger number = new AtomicInteger();
    private volatile long everyS = 300;
    private volatile Status.@Nullable Running running;
    private volatile @Nullable RunAnswer answer;

    MemoryDaemon(MemoryHistory history, InstantSource clock) {
        this.history = history;
        this.clock = clock;
    }

    /** How often the fleet is said to be measured. */
    public void every(long seconds) {
        everyS = seconds;
        changed();
    }

    /** What is answered to a wish for a run; null: it is begun. */
    public void answers(@Nullable RunAnswer wanted) {
        answer = wanted;
    }

    /** Those who have done something, in order. */
    public List<Audit> audits() {
        return audits;
    }

    @Override
    public Status status() {
        long last = history.lastMs();
        return new Status(
                "0.1.0",
                "six",
                Status.Role.LEADER,
                1,
                history.known().stream()
                        .map(scope -> new Status.Scheduled(
                                scope.network().text() + "/" + scope.plane().label() + "/full",
                                scope,
                                everyS,
                                last + everyS * 1_000,
                                history.lastRun()))
                        .toList(),
                running,
                new Status.Database("sqlite", Status.DatabaseState.OK, 0),
                new Status.Budget(1_200, 60_000, 0),
                new Status.Governor(1, ""),
                Status.Anchor.OK,
                last == 0 ? null : (Long) last,
                orders);
    }

    @Override
    public long sinceTickMs() {
        return 10;
    }

    /** Tells those who watch that the state has changed. */
    public void changed() {
        tell(new LiveEvent.StatusChanged(status()));
    }

    /** Begins a run. */
    public void begin(String run) {
        Scope scope = history.scope();
        running = new Status.Running(run, scope, RunKind.FULL, "full", clock.millis());
        tell(new LiveEvent.RunBegan(scope, RunKind.FULL, "full", run, clock.millis()));
        changed();
    }

    /** Judges a pair of the run that was begun; the history learns it with the end of the run. */
    public void judge(String src, String dst, char letter, int p50Us) {
        history.set(src, dst, letter, p50Us);
        Status.Running now = running;
        tell(new LiveEvent.CellJudged(
                history.scope(), now == null ? "" : now.run(), src, dst, letter, p50Us, clock.millis()));
    }

    /** Ends the run: the history has what it measured, and its causes are incidents. */
    public void end() {
        Status.Running now = running;
        String run = now == null ? history.nextRun() : now.run();
        long started = now == null ? clock.millis() : now.sinceMs();
        running = null;
        Report report = history.measured(run, started, clock.millis());
        tell(new LiveEvent.RunEnded(new EndedRun(
                history.scope(), RunKind.FULL, "full", started, clock.millis(), report, Causes.of(report))));
        history.lasting().forEach(incident -> tell(new LiveEvent.IncidentChanged(incident)));
        changed();
    }

    /** A whole run: all pairs are told as they are. */
    public void measure() {
        begin(history.nextRun());
        history.each((src, dst, letter, us) -> judge(src, dst, letter, us));
        end();
    }

    @Override
    public CompletionStage<RunAnswer> requestRun(RunRequest request) {
        RunAnswer wanted = answer;
        if (wanted != null) {
            return CompletableFuture.completedFuture(wanted);
        }
        String run = history.nextRun();
        begin(run);
        return CompletableFuture.completedFuture(new RunAnswer.Started(run));
    }

    @Override
    public CompletionStage<Order> order(OrderRequest request) {
        Order order = new Order(
                "o" + number.incrementAndGet(),
                request.kind(),
                request.target(),
                clock.millis(),
                request.untilMs(),
                request.reason(),
                request.by());
        orders.removeIf(one -> one.kind() == order.kind() && one.target().equals(order.target()));
        orders.add(order);
        changed();
        return CompletableFuture.completedFuture(order);
    }

    @Override
    public CompletionStage<List<Order>> withdraw(Order.Kind kind, @Nullable String target, String by) {
        List<Order> found = orders.stream()
                .filter(order -> order.kind() == kind
                        && (target == null || order.target().equals(target)))
                .toList();
        orders.removeAll(found);
        changed();
        return CompletableFuture.completedFuture(found);
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

    private void tell(LiveEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }
}
