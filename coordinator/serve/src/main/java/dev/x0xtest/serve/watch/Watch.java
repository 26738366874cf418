package dev.x0xtest.serve.watch;

import dev.x0xtest.coordinator.report.CellReport;
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
import dev.x0xtest.serve.measure.Measuring;
import dev.x0xtest.serve.measure.MeasuringThread;
import dev.x0xtest.serve.measure.Target;
import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.schedule.Decision;
import dev.x0xtest.serve.schedule.Now;
import dev.x0xtest.serve.schedule.RunEnd;
import dev.x0xtest.serve.schedule.Scheduler;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
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
    private static final int MOST_INCIDENTS = 1_000;
    private static final int MOST_RUNS = 5_000;
    private static final int MOST_DELIVERIES = 10_000;

    private final SerialLoop loop;
    private final InstantSource wall;
    private final LongSupplier nanos;
    private final RandomGenerator random;
    private final History history;
    private final HistoryThread writer;
    private final AlertSender alerts;
    private final @Nullable Heartbeat heartbeat;
    private final Measuring measuring;
    private final Incidents incidents;
    private final Scheduler scheduler;
    private final Board board;
    private final OrderBook orders;
    private final Telling telling;
    private final AskedRun asked = new AskedRun();

    private Settings settings;
    private HistoryStatus.@Nullable State database;
    private @Nullable String runningId;
    private volatile long tickNanos;
    private volatile boolean ticked;
    private volatile boolean closed;

    /** A watch that measures nothing before {@link #start}. */
    public Watch(Settings settings, WatchParts parts) {
        this(settings, parts, SerialLoop.onThread(), runs -> new MeasuringThread(runs, parts.wall()));
    }

    Watch(Settings settings, WatchParts parts, SerialLoop loop, Function<Measuring.Listener, Measuring> measuring) {
        this.loop = loop;
        this.settings = settings;
        this.wall = parts.wall();
        this.nanos = parts.nanos();
        this.random = parts.random();
        this.history = parts.history();
        this.heartbeat = parts.heartbeat();
        this.writer = new HistoryThread(history.writer(), wall);
        this.orders = new OrderBook(random, writer);
        this.alerts = new AlertSender(
                parts.sinks(),
                new Backlog(history.reader(), writer),
                wall,
                new SplittableRandom(parts.random().nextLong()));
        this.measuring = measuring.apply(new Runs());
        this.incidents = new Incidents(settings.rules());
        this.telling = new Telling(writer, alerts, incidents, wall);
        this.scheduler = new Scheduler(settings.schedule(), bound -> random.nextLong(Math.max(1, bound)));
        this.board = new Board(parts.version(), settings.fleet());
    }

    /** Goes on where the history ends, and measures from now on. */
    public void start() {
        writer.start();
        loop.call(this::begin);
        loop.every(TICK_SECONDS, this::tick);
    }

    /** The loop, for what else has to run on it, such as the watchdog of the service manager. */
    public ScheduledExecutorService loop() {
        return loop.executor();
    }

    private void begin() {
        HistoryReader known = history.reader();
        long nowMs = wall.millis();
        orders.restore(known.orders(nowMs));
        incidents.restore(known.incidents(null, true, MOST_INCIDENTS, Long.MAX_VALUE), orders.all(), nowMs);
        List<HistoryReader.Run> runs = known.runs(null, MOST_RUNS, Long.MAX_VALUE);
        board.lastJudged(runs);
        alerts.start(known.deliveries(MOST_DELIVERIES));
        expectRuns();
        // Nothing follows from orders yet: they are to hold for the first run.
        scheduler.ordered(orders.all(), now());
        perform(scheduler.started(Pasts.of(runs, settings.schedule(), nowMs), now()));
        publish();
    }

    /** Each series that leads is expected to be judged in its interval. */
    private void expectRuns() {
        for (Target target : settings.targets()) {
            telling.settled(
                    incidents.roster(target.network(), target.selection().labels(), wall.millis()));
        }
        telling.settled(incidents.watch(settings.leading(), wall.millis()));
    }

    private void tick() {
        tickNanos = nanos.getAsLong();
        ticked = true;
        long nowMs = wall.millis();
        if (orders.expire(nowMs)) {
            ordersChanged();
        }
        HistoryStatus.State state = history.status().state();
        if (state != database) {
            database = state;
            telling.settled(incidents.database(
                    state == HistoryStatus.State.OK, "the database of the history is " + state.label(), nowMs));
        }
        telling.settled(incidents.tick(nowMs));
        alerts.alive(nowMs);
        publish();
    }

    private void due() {
        perform(scheduler.timer(now()));
        publish();
    }

    private Now now() {
        return new Now(wall.millis(), nanos.getAsLong());
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
                telling.settled(incidents.skipped(skip.tick(), wall.millis()));
            } else if (decision instanceof Decision.Timer next) {
                loop.arm(next.delay(), this::due);
            } else if (decision instanceof Decision.Note note) {
                log.info("{}", note.text());
            } else if (decision instanceof Decision.Refused refused) {
                asked.refused(refused, runningId, board.runningSinceMs());
            }
        }
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

    /** What the measuring thread tells. */
    private final class Runs implements Measuring.Listener {
        @Override
        public void began(Decision.Start start, String runId, long atMs) {
            loop.call(() -> {
                runningId = runId;
                board.running(start, runId, atMs);
                log.info(
                        "run={} kind={} plane={}",
                        runId,
                        start.kind().label(),
                        start.scope().plane().label());
                writer.write(to -> to.began(start.scope(), start.kind(), start.schedule(), runId, atMs));
                telling.tell(new LiveEvent.RunBegan(start.scope(), start.kind(), start.schedule(), runId, atMs));
                if (start.kind() == RunKind.REQUESTED) {
                    asked.began(runId);
                }
                publish();
            });
        }

        @Override
        public void decided(Decision.Start start, String runId, CellReport cell) {
            if (telling.watched()) {
                long p50 = cell.sendMs() == null ? -1 : cell.sendMs() * 1_000;
                telling.tell(new LiveEvent.CellJudged(
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
            loop.call(() -> {
                Watch.this.ended(start, measured);
                publish();
            });
        }
    }

    private void ended(Decision.Start start, Measured measured) {
        long nowMs = wall.millis();
        String begun = runningId;
        runningId = null;
        board.notRunning();
        if (start.kind() == RunKind.REQUESTED) {
            asked.failed(measured.end().text());
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
            telling.tell(new LiveEvent.RunEnded(run));
            telling.settled(decision, run);
        } else {
            log.warn("no run: {}", measured.end().text());
            if (begun != null) {
                writer.write(to -> to.dropped(begun));
            }
            board.failed(measured.end());
        }
        if (heartbeat != null) {
            heartbeat.round();
        }
        perform(scheduler.ended(measured.end(), FocusRuns.of(focus, settings.schedule()), now()));
        boolean made =
                scheduler.running().filter(next -> next.kind() == RunKind.FOCUS).isPresent();
        if (focus != null && !made) {
            telling.settled(incidents.unfocused(focus.scope(), wall.millis()));
        }
    }

    /** Takes another configuration; a run that goes on is not touched. */
    public void reload(Settings changed) {
        loop.call(() -> {
            settings = changed;
            board.fleet(changed.fleet());
            expectRuns();
            perform(scheduler.reloaded(changed.schedule(), now()));
            log.info("the configuration was read again");
            publish();
        });
    }

    private void publish() {
        Status status = board.status(scheduler, history.status(), orders.all());
        if (board.published(status)) {
            telling.tell(new LiveEvent.StatusChanged(status));
        }
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
        loop.call(() -> {
            if (!asked.ask(answer)) {
                answer.complete(new RunAnswer.Busy(runningId, null, null));
                return;
            }
            perform(scheduler.requested(settings.run(request), now()));
            publish();
        });
        return answer;
    }

    @Override
    public CompletionStage<Order> order(OrderRequest request) {
        CompletableFuture<Order> answer = new CompletableFuture<>();
        loop.call(() -> {
            if (orders.full()) {
                answer.completeExceptionally(
                        new Refusal("there are " + OrderBook.MOST + " orders already: withdraw some"));
                return;
            }
            Order order = orders.add(request, wall.millis());
            ordersChanged();
            publish();
            answer.complete(order);
        });
        return answer;
    }

    @Override
    public CompletionStage<List<Order>> withdraw(Order.Kind kind, @Nullable String target, String by) {
        CompletableFuture<List<Order>> answer = new CompletableFuture<>();
        loop.call(() -> {
            List<Order> gone = orders.withdraw(kind, target, wall.millis());
            ordersChanged();
            publish();
            answer.complete(gone);
        });
        return answer;
    }

    private void ordersChanged() {
        telling.settled(incidents.ordered(orders.all(), wall.millis()));
        perform(scheduler.ordered(orders.all(), now()));
    }

    @Override
    public void audited(Audit audit) {
        writer.write(to -> to.audited(audit.atMs(), audit.who(), audit.action(), audit.target(), audit.reason()));
    }

    @Override
    public Runnable subscribe(Consumer<LiveEvent> listener) {
        return telling.subscribe(listener);
    }

    /** Ends the run under way in order, keeps what it knows, and stops every thread; half a minute at most. */
    @Override
    public void close() {
        closed = true;
        measuring.close();
        // What the last run has told waits on the loop.
        loop.close();
        if (heartbeat != null) {
            heartbeat.close();
        }
        alerts.close();
        writer.close();
        history.close();
    }
}
