package dev.x0xtest.serve.watch;

import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.serve.alert.AlertBacklog;
import dev.x0xtest.serve.alert.AlertSender;
import dev.x0xtest.serve.alert.Heartbeat;
import dev.x0xtest.serve.api.live.Audit;
import dev.x0xtest.serve.api.live.Controls;
import dev.x0xtest.serve.api.live.LiveEvent;
import dev.x0xtest.serve.api.live.OrderRequest;
import dev.x0xtest.serve.api.live.Refusal;
import dev.x0xtest.serve.api.live.RunAnswer;
import dev.x0xtest.serve.api.live.RunRequest;
import dev.x0xtest.serve.api.live.Status;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.history.HistoryStatus;
import dev.x0xtest.serve.history.spool.History;
import dev.x0xtest.serve.incident.Focus;
import dev.x0xtest.serve.incident.IncidentRules;
import dev.x0xtest.serve.incident.Incidents;
import dev.x0xtest.serve.measure.Measured;
import dev.x0xtest.serve.measure.MeasuringThread;
import dev.x0xtest.serve.measure.Target;
import dev.x0xtest.serve.model.Delivery;
import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.schedule.Decision;
import dev.x0xtest.serve.schedule.Now;
import dev.x0xtest.serve.schedule.Request;
import dev.x0xtest.serve.schedule.RunEnd;
import dev.x0xtest.serve.schedule.Scheduler;
import dev.x0xtest.serve.schedule.terms.NetworkSchedule;
import dev.x0xtest.serve.schedule.terms.RunPairs;
import dev.x0xtest.wire.NetworkName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of the daemon. It owns the schedule, the incidents and the orders: every change of them happens on its one thread.
 * Public methods may be called from any thread.
 */
public final class Watch implements Controls, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);
    private static final long TICK_SECONDS = 5;
    private static final long CLOSE_SECONDS = 5;
    private static final int MOST_INCIDENTS = 1_000;
    private static final int MOST_ORDERS = 1_000;
    private static final int MOST_DELIVERIES = 10_000;

    private final ScheduledExecutorService loop;
    private final InstantSource wall;
    private final LongSupplier nanos;
    private final RandomGenerator random;
    private final History history;
    private final HistoryThread writer;
    private final AlertSender alerts;
    private final @Nullable Heartbeat heartbeat;
    private final MeasuringThread measuring;
    private final Incidents incidents;
    private final Scheduler scheduler;
    private final Board board;
    private final List<Consumer<LiveEvent>> listeners = new CopyOnWriteArrayList<>();

    private Settings settings;
    private List<Order> orders = new ArrayList<>();
    private @Nullable Future<?> timer;
    private HistoryStatus.@Nullable State database;
    /** Waits for the id of the run that was asked for. */
    private @Nullable CompletableFuture<RunAnswer> asked;

    private @Nullable String runningId;
    private volatile long tickNanos;
    private volatile boolean ticked;
    private volatile boolean closed;

    /** What the loop works with. */
    public record Parts(
            History history,
            List<dev.x0xtest.serve.alert.sink.Sink> sinks,
            @Nullable Heartbeat heartbeat,
            InstantSource wall,
            LongSupplier nanos,
            RandomGenerator random,
            String version) {}

    /** A watch that measures nothing before {@link #start}. */
    public Watch(Settings settings, Parts parts) {
        this.settings = settings;
        this.wall = parts.wall();
        this.nanos = parts.nanos();
        this.random = parts.random();
        this.history = parts.history();
        this.heartbeat = parts.heartbeat();
        this.loop = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "x0xtest-watch"));
        this.writer = new HistoryThread(history.writer(), wall);
        this.alerts = new AlertSender(
                parts.sinks(),
                new Backlog(),
                wall,
                new SplittableRandom(parts.random().nextLong()));
        this.measuring = new MeasuringThread(new Runs(), wall);
        this.incidents = new Incidents(settings.rules());
        this.scheduler = new Scheduler(settings.schedule(), bound -> random.nextLong(Math.max(1, bound)));
        this.board = new Board(parts.version(), settings.fleet());
    }

    /** Goes on where the history ends, and measures from now on. */
    public void start() {
        writer.start();
        call(this::begin);
        loop.scheduleWithFixedDelay(() -> call(this::tick), 0, TICK_SECONDS, TimeUnit.SECONDS);
    }

    /** The loop, for what else has to run on it, such as the watchdog of the service manager. */
    public ScheduledExecutorService loop() {
        return loop;
    }

    private void begin() {
        HistoryReader known = history.reader();
        long nowMs = wall.millis();
        orders = new ArrayList<>(known.orders(nowMs).stream().limit(MOST_ORDERS).toList());
        incidents.restore(known.incidents(null, true, MOST_INCIDENTS, Long.MAX_VALUE), orders, nowMs);
        board.lastJudged(known.runs(null, MOST_ORDERS, Long.MAX_VALUE));
        alerts.start(known.deliveries(MOST_DELIVERIES));
        expectRuns();
        // Nothing follows from orders yet: they are to hold for the first run.
        scheduler.ordered(orders, now());
        perform(scheduler.started(Pasts.of(known, settings.schedule(), nowMs), now()));
        publish();
    }

    /** Each series that leads is expected to be judged in its interval. */
    private void expectRuns() {
        for (Target target : settings.targets()) {
            settled(incidents.roster(target.network(), target.selection().labels(), wall.millis()));
        }
        settings.schedule().series().stream()
                .filter(series -> series.leads())
                .forEach(series ->
                        settled(incidents.watch(series.scope(), series.ticks().every(), wall.millis())));
    }

    private void tick() {
        tickNanos = nanos.getAsLong();
        ticked = true;
        long nowMs = wall.millis();
        List<Order> holding = new ArrayList<>(
                orders.stream().filter(order -> order.untilMs() > nowMs).toList());
        if (holding.size() < orders.size()) {
            orders = holding;
            ordersChanged();
        }
        HistoryStatus.State state = history.status().state();
        if (state != database) {
            database = state;
            settled(incidents.database(
                    state == HistoryStatus.State.OK, "the database of the history is " + state.label(), nowMs));
        }
        settled(incidents.tick(nowMs));
        alerts.alive(nowMs);
        publish();
    }

    private Now now() {
        return new Now(wall.millis(), nanos.getAsLong());
    }

    /** Runs it on the loop; a defect there is told and ends nothing. */
    private void call(Runnable step) {
        try {
            loop.execute(() -> {
                try {
                    step.run();
                } catch (RuntimeException | Error e) {
                    log.error("the daemon's loop", e);
                }
            });
        } catch (RejectedExecutionException e) {
            log.debug("after the end", e);
        }
    }

    private void perform(List<Decision> decisions) {
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Start start) {
                begin(start);
            } else if (decision instanceof Decision.Skip skip) {
                log.info(
                        "skipped schedule={} reason={} {}",
                        skip.tick().schedule(),
                        skip.tick().reason().label(),
                        skip.tick().text());
                writer.write(to -> to.skipped(skip.tick()));
                settled(incidents.skipped(skip.tick(), wall.millis()));
            } else if (decision instanceof Decision.Timer next) {
                arm(next.delay());
            } else if (decision instanceof Decision.Note note) {
                log.info("{}", note.text());
            } else if (decision instanceof Decision.Refused refused) {
                answer(refused);
            }
        }
    }

    private void arm(Duration delay) {
        Future<?> before = timer;
        if (before != null) {
            before.cancel(false);
        }
        timer = loop.schedule(
                () -> call(() -> {
                    perform(scheduler.timer(now()));
                    publish();
                }),
                delay.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void begin(Decision.Start start) {
        Optional<Target> target = settings.targets().stream()
                .filter(one -> one.network().equals(start.scope().network()))
                .findFirst();
        if (target.isEmpty() || closed) {
            ended(start, new Measured(RunEnd.without(start.number(), RunEnd.Outcome.FAILED, "the daemon ends"), null));
            return;
        }
        measuring.start(start, target.get());
    }

    private void answer(Decision.Refused refused) {
        CompletableFuture<RunAnswer> waiting = asked;
        asked = null;
        if (waiting == null) {
            return;
        }
        if (refused.reason() == Decision.Refused.Reason.RUNNING) {
            waiting.complete(new RunAnswer.Busy(runningId, null, board.runningSinceMs()));
        } else {
            waiting.completeExceptionally(new Refusal(refused.text()));
        }
    }

    /** What the measuring thread tells. */
    private final class Runs implements MeasuringThread.Listener {
        @Override
        public void began(Decision.Start start, String runId, long atMs) {
            call(() -> {
                runningId = runId;
                board.running(start, runId, atMs);
                log.info(
                        "run={} kind={} plane={}",
                        runId,
                        start.kind().label(),
                        start.scope().plane().label());
                writer.write(to -> to.began(start.scope(), start.kind(), start.schedule(), runId, atMs));
                tell(new LiveEvent.RunBegan(start.scope(), start.kind(), start.schedule(), runId, atMs));
                CompletableFuture<RunAnswer> waiting = asked;
                if (start.kind() == RunKind.REQUESTED && waiting != null) {
                    asked = null;
                    waiting.complete(new RunAnswer.Started(runId));
                }
                publish();
            });
        }

        @Override
        public void decided(Decision.Start start, String runId, CellReport cell) {
            if (!listeners.isEmpty()) {
                long p50 = cell.sendMs() == null ? -1 : cell.sendMs() * 1_000;
                tell(new LiveEvent.CellJudged(
                        start.scope(),
                        runId,
                        cell.src().text(),
                        cell.dst().text(),
                        cell.outcome().letter(),
                        (int) Math.min(Integer.MAX_VALUE, p50),
                        wall.millis()));
            }
        }

        @Override
        public void noted(String text) {
            log.info("{}", text);
        }

        @Override
        public void ended(Decision.Start start, Measured measured) {
            call(() -> {
                Watch.this.ended(start, measured);
                publish();
            });
        }
    }

    private void ended(Decision.Start start, Measured measured) {
        long nowMs = wall.millis();
        runningId = null;
        board.notRunning();
        CompletableFuture<RunAnswer> waiting = asked;
        if (start.kind() == RunKind.REQUESTED && waiting != null) {
            asked = null;
            waiting.completeExceptionally(new Refusal(measured.end().text()));
        }
        EndedRun run = measured.run();
        Focus focus = null;
        if (run != null) {
            dev.x0xtest.serve.incident.Decision decision = incidents.ended(run, IncidentRules.FOCUS_HOPS, nowMs);
            focus = decision.focus();
            board.ended(run, measured.end());
            log.info(
                    "run={} verdict={} proven={} refuted={} unobserved={}",
                    run.runId(),
                    run.report().verdict(),
                    run.report().totals().proven(),
                    run.report().totals().refuted(),
                    run.report().totals().unobserved());
            tell(new LiveEvent.RunEnded(run));
            settled(decision, run);
        } else {
            log.warn("no run: {}", measured.end().text());
            board.failed(measured.end());
        }
        if (heartbeat != null) {
            heartbeat.round();
        }
        perform(scheduler.ended(measured.end(), focus == null ? null : request(focus), now()));
        boolean made =
                scheduler.running().filter(next -> next.kind() == RunKind.FOCUS).isPresent();
        if (focus != null && !made) {
            settled(incidents.unfocused(focus.scope(), wall.millis()));
        }
    }

    private static Request request(Focus focus) {
        List<RunPairs.Pair> pairs = focus.pairs().stream()
                .map(pair -> new RunPairs.Pair(pair.src(), pair.dst()))
                .toList();
        return Request.focus(focus.scope(), pairs, focus.samples(), NetworkSchedule.PAYLOAD_BYTES);
    }

    private void settled(dev.x0xtest.serve.incident.Decision decision) {
        settled(decision, null);
    }

    /** Keeps what an event has changed, in one transaction with its run, and then tells people. */
    private void settled(dev.x0xtest.serve.incident.Decision decision, @Nullable EndedRun run) {
        if (decision.isEmpty() && run == null) {
            return;
        }
        List<Delivery> deliveries = alerts.deliveries(decision.alerts(), wall.millis());
        List<Incident> changed = decision.changed();
        writer.write(to -> {
            if (run != null) {
                to.keep(run, changed, deliveries);
            } else {
                to.changed(changed, deliveries);
            }
        });
        alerts.standing(incidents.standing(wall.millis()));
        writer.write(to -> alerts.offer(deliveries));
        changed.forEach(incident -> tell(new LiveEvent.IncidentChanged(incident)));
        decision.alerts()
                .forEach(alert -> log.warn(
                        "alert event={} incident={} {}", alert.event().label(), alert.incident(), alert.text()));
    }

    /** Takes note of what sinks have taken, in the history. */
    private final class Backlog implements AlertBacklog {
        @Override
        public void delivered(Delivery delivery) {
            writer.write(to -> to.delivered(delivery));
        }

        @Override
        public void postponed(Delivery delivery) {
            writer.write(to -> to.postponed(delivery));
        }

        @Override
        public List<Delivery> waiting(String sink, int limit) {
            try {
                return history.reader().deliveries(MOST_DELIVERIES).stream()
                        .filter(delivery -> delivery.sink().equals(sink))
                        .limit(limit)
                        .toList();
            } catch (RuntimeException e) {
                log.warn("the alerts that wait cannot be read: {}", e.getMessage());
                return List.of();
            }
        }
    }

    /** Takes another configuration; a run that goes on is not touched. */
    public void reload(Settings changed) {
        call(() -> {
            settings = changed;
            board.fleet(changed.fleet());
            expectRuns();
            perform(scheduler.reloaded(changed.schedule(), now()));
            log.info("the configuration was read again");
            publish();
        });
    }

    private void publish() {
        Status status = board.status(scheduler, history.status(), orders);
        if (board.published(status)) {
            tell(new LiveEvent.StatusChanged(status));
        }
    }

    private void tell(LiveEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    @Override
    public Status status() {
        return board.last();
    }

    @Override
    public long sinceTickMs() {
        return ticked ? TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - tickNanos) : 0;
    }

    @Override
    public CompletionStage<RunAnswer> requestRun(RunRequest request) {
        CompletableFuture<RunAnswer> answer = new CompletableFuture<>();
        call(() -> {
            if (asked != null) {
                answer.complete(new RunAnswer.Busy(runningId, null, null));
                return;
            }
            Scope first = settings.schedule().series().get(0).scope();
            NetworkName network = request.network() == null ? first.network() : request.network();
            Scope scope = new Scope(network, request.plane() == null ? first.plane() : request.plane());
            NetworkSchedule known = settings.schedule().networks().stream()
                    .filter(one -> one.network().equals(network))
                    .findFirst()
                    .orElse(settings.schedule().networks().get(0));
            asked = answer;
            perform(scheduler.requested(
                    Request.full(scope, known.samples(), known.payloadBytes(), known.deadline()), now()));
            publish();
        });
        return answer;
    }

    @Override
    public CompletionStage<Order> order(OrderRequest request) {
        CompletableFuture<Order> answer = new CompletableFuture<>();
        call(() -> {
            long nowMs = wall.millis();
            if (orders.size() >= MOST_ORDERS) {
                answer.completeExceptionally(
                        new Refusal("there are " + MOST_ORDERS + " orders already: withdraw some"));
                return;
            }
            byte[] id = new byte[8];
            random.nextBytes(id);
            Order order = new Order(
                    HexFormat.of().formatHex(id),
                    request.kind(),
                    request.target(),
                    nowMs,
                    request.untilMs(),
                    request.reason(),
                    request.by());
            withdrawn(order.kind(), order.target(), nowMs);
            orders.add(order);
            writer.write(to -> to.ordered(order));
            ordersChanged();
            publish();
            answer.complete(order);
        });
        return answer;
    }

    @Override
    public CompletionStage<List<Order>> withdraw(Order.Kind kind, @Nullable String target, String by) {
        CompletableFuture<List<Order>> answer = new CompletableFuture<>();
        call(() -> {
            List<Order> gone = withdrawn(kind, target, wall.millis());
            ordersChanged();
            publish();
            answer.complete(gone);
        });
        return answer;
    }

    private List<Order> withdrawn(Order.Kind kind, @Nullable String target, long nowMs) {
        List<Order> gone = orders.stream()
                .filter(order -> order.kind() == kind
                        && (target == null || order.target().equals(target)))
                .toList();
        orders.removeAll(gone);
        gone.forEach(order -> writer.write(to -> to.withdrawn(order.id(), nowMs)));
        return gone;
    }

    private void ordersChanged() {
        settled(incidents.ordered(orders, wall.millis()));
        perform(scheduler.ordered(orders, now()));
    }

    @Override
    public void audited(Audit audit) {
        writer.write(to -> to.audited(audit.atMs(), audit.who(), audit.action(), audit.target(), audit.reason()));
    }

    @Override
    public Runnable subscribe(Consumer<LiveEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Ends the run under way in order, keeps what it knows, and stops every thread; half a minute at most. */
    @Override
    public void close() {
        closed = true;
        measuring.close();
        // What the last run has told waits on the loop.
        loop.shutdown();
        try {
            if (!loop.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                loop.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (heartbeat != null) {
            heartbeat.close();
        }
        alerts.close();
        writer.close();
        history.close();
    }
}
