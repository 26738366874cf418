package dev.x0xtest.serve.schedule;

import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.model.SkippedTick;
import dev.x0xtest.serve.schedule.harm.Governor;
import dev.x0xtest.serve.schedule.terms.Cost;
import dev.x0xtest.serve.schedule.terms.NetworkSchedule;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig;
import dev.x0xtest.serve.schedule.terms.Series;
import dev.x0xtest.serve.schedule.terms.Spans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decides when what is run. Each tick that is due becomes a {@link Decision.Start} or a gap with a reason, never both and
 * never neither. One run goes on at a time. A tick that was missed is not made up.
 *
 * <p>Confined to one thread. Call {@link #started} once, first. Each method returns what to do, in order, and ends with the next
 * {@link Decision.Timer}, of at most {@link #LONGEST_TIMER}: that is how a clock that was set is noticed.
 */
public final class Scheduler {
    /** A timer is never longer. */
    public static final Duration LONGEST_TIMER = Duration.ofSeconds(10);

    /** The clocks may differ by so much between two calls without a word. */
    private static final long STEP_MS = 5_000;

    private static final long NANOS_PER_MS = 1_000_000;
    private static final String SLEPT = "the clock was set forward, or this machine slept";

    private final LongUnaryOperator chance;
    private final Map<String, Track> tracks = new LinkedHashMap<>();
    private final Map<Scope, Coverage> coverage = new HashMap<>();
    private final Governor governor = new Governor();
    private ScheduleConfig config;
    private List<Order> orders = List.of();
    private Spent spent = new Spent(0, Cost.NONE);
    private Decision.@Nullable Start running;
    private long numbers;
    private Now last = new Now(0, 0);

    /**
     * A scheduler that has not been started.
     *
     * @param chance gives a number from 0 up to, not including, its argument: by so many ms a tick starts later than it is due
     */
    public Scheduler(ScheduleConfig config, LongUnaryOperator chance) {
        this.config = config;
        this.chance = chance;
    }

    /**
     * Begins. Ticks that were due while the daemon was down become one gap for each series. The leading series of a network is
     * due at once, unless its last tick is younger than its interval.
     */
    public List<Decision> started(Past past, Now now) {
        List<Decision> decisions = new ArrayList<>();
        last = now;
        spent = new Spent(now.wallMs(), past.today());
        for (Series series : config.series()) {
            Past.OfSeries before = past.series().get(series.name());
            Track track =
                    new Track(series, chance, now.wallMs(), before == null ? 1 : Math.max(0, before.rounds()) + 1);
            tracks.put(series.name(), track);
            if (before != null) {
                track.lastRan(before.lastDueMs());
                long missedMs = series.ticks().after(before.lastDueMs());
                if (missedMs <= now.wallMs()) {
                    decisions.add(new Decision.Skip(
                            track.gap(missedMs, now.wallMs(), SkippedTick.Reason.MISSED, "serve was not running")));
                }
            }
            long every = series.ticks().every().toMillis();
            if (series.leads() && (before == null || now.wallMs() - before.lastDueMs() >= every)) {
                track.dueAt(now.wallMs());
            }
        }
        return decided(decisions, now);
    }

    /** The timer has ended, or something else calls for a look at the clock. */
    public List<Decision> timer(Now now) {
        return decided(new ArrayList<>(), now);
    }

    /**
     * The run of this number has ended.
     *
     * @param focus a run that is to confirm its causes, made next; null: there is none
     */
    public List<Decision> ended(RunEnd end, @Nullable Request focus, Now now) {
        List<Decision> decisions = new ArrayList<>();
        Decision.Start run = running;
        if (run == null || run.number() != end.number()) {
            return decided(decisions, now);
        }
        running = null;
        // The clock may have moved over midnight since the last look.
        spent.at(now.wallMs());
        if (end.hops() + end.control() > 0) {
            spent.add(Cost.counted(run.scope().plane(), run.nodes(), end.hops(), end.control(), run.payloadBytes()));
        }
        Track track = tracks.get(run.schedule());
        if (end.outcome() == RunEnd.Outcome.DONE) {
            coverage.computeIfAbsent(run.scope(), scope -> new Coverage(run.nodes()))
                    .ran(run.pairs(), run.nodes(), now.wallMs());
            governor.ran(end.harm()).map(Decision.Note::new).ifPresent(decisions::add);
            if (track != null) {
                track.ran(now.wallMs());
            }
        } else if (!run.schedule().isEmpty()) {
            decisions.add(new Decision.Skip(new SkippedTick(
                    run.scope(), run.schedule(), run.dueMs(), run.dueMs(), reason(end.outcome()), end.text())));
        }
        if (focus != null) {
            ask(focus, now).forEach(decisions::add);
        }
        return decided(decisions, now);
    }

    /** These orders hold now, all that there are; others than pauses and exclusions are left aside. */
    public List<Decision> ordered(List<Order> now, Now at) {
        orders = now.stream()
                .filter(order -> order.kind() == Order.Kind.PAUSE || order.kind() == Order.Kind.EXCLUSION)
                .toList();
        return decided(new ArrayList<>(), at);
    }

    /** Somebody asks for a run: it starts at once, or is refused. */
    public List<Decision> requested(Request request, Now now) {
        return decided(new ArrayList<>(ask(request, now)), now);
    }

    /** Another configuration. A run that goes on is not touched; what is spent and how fast it may go stay. */
    public List<Decision> reloaded(ScheduleConfig changed, Now now) {
        List<Decision> decisions = new ArrayList<>();
        Map<String, Track> before = new LinkedHashMap<>(tracks);
        tracks.clear();
        for (Series series : changed.series()) {
            Track track = before.remove(series.name());
            if (track == null) {
                track = new Track(series, chance, now.wallMs(), 1);
            } else {
                track.become(series, now.wallMs());
            }
            tracks.put(series.name(), track);
        }
        before.values()
                .forEach(gone -> gone.dropped(SkippedTick.Reason.PAUSED, "its schedule was removed")
                        .map(Decision.Skip::new)
                        .ifPresent(decisions::add));
        config = changed;
        return decided(decisions, now);
    }

    private static SkippedTick.Reason reason(RunEnd.Outcome outcome) {
        return switch (outcome) {
            case BUSY -> SkippedTick.Reason.BUSY;
            case ANCHOR -> SkippedTick.Reason.ANCHOR;
            case DONE, FAILED -> SkippedTick.Reason.FAILED;
        };
    }

    private List<Decision> decided(List<Decision> decisions, Now now) {
        clocks(now, decisions);
        spent.at(now.wallMs());
        String busy = running == null ? "" : "a run of ours went on: " + about(running);
        for (Track track : tracks.values()) {
            track.advance(now.wallMs(), SLEPT, busy).map(Decision.Skip::new).ifPresent(decisions::add);
            held(track, now).map(Decision.Skip::new).ifPresent(decisions::add);
            track.impatient(now.wallMs(), busy).map(Decision.Skip::new).ifPresent(decisions::add);
        }
        while (running == null) {
            Optional<Track> next = tracks.values().stream()
                    .filter(track -> track.waitingMs() != null)
                    .min(Comparator.comparing(Track::waitingMs));
            if (next.isEmpty()) {
                break;
            }
            decisions.add(start(next.get(), now));
        }
        decisions.add(new Decision.Timer(Duration.ofMillis(untilNext(now))));
        return decisions;
    }

    /** Notes a clock that was set. A step forward needs no more: the ticks in it come too late. */
    private void clocks(Now now, List<Decision> decisions) {
        long stepMs = now.wallMs() - last.wallMs() - (now.nanos() - last.nanos()) / NANOS_PER_MS;
        last = now;
        if (stepMs > STEP_MS) {
            decisions.add(new Decision.Note(SLEPT + ": " + Spans.text(stepMs) + " are missing"));
        } else if (stepMs < -STEP_MS) {
            decisions.add(new Decision.Note("the clock was set back by " + Spans.text(stepMs)));
            tracks.values().forEach(track -> track.setBack(now.wallMs()));
        }
    }

    /** The gap, if the tick that waits is not to run at all. */
    private Optional<SkippedTick> held(Track track, Now now) {
        if (track.waitingMs() == null) {
            return Optional.empty();
        }
        Optional<Order> pause = pause(track.series().name(), now);
        if (pause.isPresent()) {
            return track.dropped(
                    SkippedTick.Reason.PAUSED,
                    "paused by " + pause.get().by() + ": " + pause.get().reason());
        }
        int divisor = governor.divisor();
        return track.heldBack(divisor)
                ? track.dropped(SkippedTick.Reason.GOVERNOR, "1 of " + divisor + " ticks runs: " + governor.reason())
                : Optional.empty();
    }

    private Optional<Order> pause(String schedule, Now now) {
        return orders.stream()
                .filter(order -> order.kind() == Order.Kind.PAUSE && order.holds(now.wallMs()))
                .filter(order -> order.target().isEmpty() || order.target().equals(schedule))
                .findFirst();
    }

    private List<String> excluded(Now now) {
        return orders.stream()
                .filter(order -> order.kind() == Order.Kind.EXCLUSION && order.holds(now.wallMs()))
                .map(Order::target)
                .distinct()
                .toList();
    }

    private Decision start(Track track, Now now) {
        Series series = track.series();
        int nodes = Math.max(0, series.nodes() - excluded(now).size());
        Cost cost = Cost.of(series.scope().plane(), Math.max(2, nodes), hops(track, nodes), series.payloadBytes());
        Optional<SkippedTick> skipped = nodes < 2
                ? track.dropped(SkippedTick.Reason.PAUSED, "too few nodes are left: the others are excluded")
                : spent.against(config.budget(), cost).flatMap(text -> track.dropped(SkippedTick.Reason.BUDGET, text));
        if (skipped.isPresent()) {
            return new Decision.Skip(skipped.get());
        }
        Decision.Start start = new Decision.Start(
                ++numbers,
                series.scope(),
                series.kind(),
                series.name(),
                track.start(),
                track.pairs(),
                nodes,
                series.samples(),
                series.payloadBytes(),
                governor.divisor(),
                series.deadline(),
                excluded(now),
                cost);
        running = start;
        return start;
    }

    private static long hops(Track track, int nodes) {
        return track.pairs().count(Math.max(2, nodes)) * track.series().samples();
    }

    private List<Decision> ask(Request request, Now now) {
        boolean focus = request.kind() == RunKind.FOCUS;
        Optional<NetworkSchedule> network = config.networks().stream()
                .filter(one -> one.network().equals(request.scope().network()))
                .findFirst();
        List<String> excluded = excluded(now);
        int nodes = network.map(NetworkSchedule::nodes).orElse(0) - excluded.size();
        Decision.Start current = running;
        if (current != null) {
            return refused(focus, Decision.Refused.Reason.RUNNING, "a run goes on: " + about(current));
        }
        if (network.isEmpty() || nodes < 2) {
            return refused(
                    focus,
                    Decision.Refused.Reason.UNKNOWN,
                    network.isEmpty()
                            ? "there is no network " + request.scope().network().text()
                            : "too few nodes are left: the others are excluded");
        }
        Optional<Order> pause = focus ? pause("", now) : Optional.empty();
        if (pause.isPresent()) {
            return refused(
                    true,
                    Decision.Refused.Reason.PAUSED,
                    "paused: " + pause.get().reason());
        }
        long hops = request.pairs().count(nodes) * request.samples();
        Cost cost = Cost.of(request.scope().plane(), nodes, hops, request.payloadBytes());
        Optional<String> over = spent.against(config.budget(), cost);
        if (over.isPresent()) {
            return refused(focus, Decision.Refused.Reason.BUDGET, over.get());
        }
        running = new Decision.Start(
                ++numbers,
                request.scope(),
                request.kind(),
                "",
                now.wallMs(),
                request.pairs(),
                nodes,
                request.samples(),
                request.payloadBytes(),
                governor.divisor(),
                request.deadline(),
                excluded,
                cost);
        return List.of(running);
    }

    /** A run that nobody waits for is only noted. */
    private static List<Decision> refused(boolean focus, Decision.Refused.Reason reason, String text) {
        return List.of(
                focus ? new Decision.Note("no run to confirm a cause: " + text) : new Decision.Refused(reason, text));
    }

    private static String about(Decision.Start run) {
        return run.kind().label() + " of " + run.scope().network().text() + ", plane "
                + run.scope().plane().label();
    }

    private long untilNext(Now now) {
        long next = tracks.values().stream()
                .mapToLong(track -> track.fireMs() - now.wallMs())
                .min()
                .orElse(LONGEST_TIMER.toMillis());
        return Math.max(1, Math.min(next, LONGEST_TIMER.toMillis()));
    }

    /** The run that goes on; empty: none. */
    public Optional<Decision.Start> running() {
        return Optional.ofNullable(running);
    }

    /** Where each series stands, in the order of the configuration. */
    public List<Standing> standings() {
        return tracks.values().stream().map(this::standing).toList();
    }

    private Standing standing(Track track) {
        Series series = track.series();
        Coverage seen = coverage.get(series.scope());
        OptionalLong oldest = seen == null ? OptionalLong.empty() : seen.oldestMs();
        int others = series.nodes() - 1;
        return new Standing(
                series,
                series.ticks().every().toMillis(),
                track.nextMs(),
                track.lastRunMs(),
                track.round(),
                series.kind() == RunKind.ROTATION ? (others + series.destinations() - 1) / series.destinations() : 1,
                oldest.isPresent() ? oldest.getAsLong() : null);
    }

    /** What the runs of the present UTC day have cost. */
    public Cost spentToday() {
        return spent.cost();
    }

    public ScheduleConfig config() {
        return config;
    }

    /** The rate as a share of the full one, 1 to 1/16. */
    public double factor() {
        return governor.factor();
    }

    /** Why the rate is not the full one; empty: it is. */
    public String slowedBecause() {
        return governor.reason();
    }
}
