package dev.x0xtest.serve.schedule;

import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.SkippedTick;
import dev.x0xtest.serve.schedule.harm.Governor;
import dev.x0xtest.serve.schedule.terms.Cost;
import dev.x0xtest.serve.schedule.terms.NetworkSchedule;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig;
import dev.x0xtest.serve.schedule.terms.Series;
import dev.x0xtest.serve.schedule.terms.Spans;
import dev.x0xtest.wire.NetworkName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private static final String TOO_FEW = "too few nodes are left: the others are excluded";
    private static final String SLEPT = "the clock was set forward, or this machine slept";

    private final Tracks tracks;
    private final Governor governor = new Governor();
    private ScheduleConfig config;
    private Holds holds = Holds.NONE;
    private Spent spent = new Spent(0, Cost.NONE);
    private Decision.@Nullable Start running;
    private long numbers;
    private Clocks clocks = new Clocks(new Now(0, 0));

    /**
     * A scheduler that has not been started.
     *
     * @param chance gives a number from 0 up to, not including, its argument: by so many ms a tick starts later than it is due
     */
    public Scheduler(ScheduleConfig config, LongUnaryOperator chance) {
        this.config = config;
        tracks = new Tracks(chance);
    }

    /**
     * Begins. Ticks that were due while the daemon was down become one gap for each series. The leading series of a network is
     * due at once, unless its last tick is younger than its interval.
     */
    public List<Decision> started(Past past, Now now) {
        List<Decision> decisions = new ArrayList<>();
        clocks = new Clocks(now);
        spent = new Spent(now.wallMs(), past.today());
        tracks.begin(config, past, now.wallMs()).forEach(gap -> decisions.add(new Decision.Skip(gap)));
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
        if (end.outcome() == RunEnd.Outcome.DONE) {
            tracks.ran(run, now.wallMs());
            if (config.governed()) {
                governor.ran(end.harm()).map(Decision.Note::new).ifPresent(decisions::add);
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
    public List<Decision> ordered(List<Order> orders, Now at) {
        holds = new Holds(orders);
        return decided(new ArrayList<>(), at);
    }

    /** Somebody asks for a run: it starts at once, or is refused. */
    public List<Decision> requested(Request request, Now now) {
        return decided(new ArrayList<>(ask(request, now)), now);
    }

    /** Another configuration. A run that goes on is not touched; what is spent and how fast it may go stay. */
    public List<Decision> reloaded(ScheduleConfig changed, Now now) {
        List<Decision> decisions = new ArrayList<>();
        tracks.reload(changed, now.wallMs()).forEach(gap -> decisions.add(new Decision.Skip(gap)));
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
        look(now, decisions);
        spent.at(now.wallMs());
        String busy = "a run of ours went on" + (running == null ? "" : ": " + about(running));
        for (Track track : tracks.all()) {
            track.advance(now.wallMs(), SLEPT, busy).forEach(gap -> decisions.add(new Decision.Skip(gap)));
            held(track, now).map(Decision.Skip::new).ifPresent(decisions::add);
            track.impatient(now.wallMs(), busy).map(Decision.Skip::new).ifPresent(decisions::add);
        }
        while (running == null) {
            Optional<Track> next = tracks.next();
            if (next.isEmpty()) {
                break;
            }
            decisions.add(start(next.get(), now));
        }
        decisions.add(new Decision.Timer(Duration.ofMillis(untilNext(now))));
        return decisions;
    }

    /** Notes a clock that was set. A step forward needs no more: the ticks in it come too late. */
    private void look(Now now, List<Decision> decisions) {
        long jumpMs = clocks.jump(now);
        if (jumpMs > 0) {
            decisions.add(new Decision.Note(SLEPT + ": " + Spans.text(jumpMs) + " are missing"));
        } else if (jumpMs < 0) {
            decisions.add(new Decision.Note("the clock was set back by " + Spans.text(jumpMs)));
            tracks.all().forEach(track -> track.setBack(now.wallMs()));
        }
    }

    /** The gap, if the tick that waits is not to run at all. */
    private Optional<SkippedTick> held(Track track, Now now) {
        if (track.waitingMs() == null) {
            return Optional.empty();
        }
        Optional<Order> pause = holds.pause(track.series().name(), now.wallMs());
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

    private Decision start(Track track, Now now) {
        Series series = track.series();
        Request request = new Request(
                series.scope(),
                series.kind(),
                track.pairs(),
                series.samples(),
                series.payloadBytes(),
                series.deadline());
        int nodes = nodes(config.network(series.scope().network()), series.nodes(), now);
        Optional<SkippedTick> skipped = nodes < 2
                ? track.dropped(SkippedTick.Reason.PAUSED, TOO_FEW)
                : spent.against(config.budget(), request.cost(nodes))
                        .flatMap(text -> track.dropped(SkippedTick.Reason.BUDGET, text));
        return skipped.isPresent()
                ? new Decision.Skip(skipped.get())
                : begin(request, series.name(), track.start(), nodes, now);
    }

    private List<Decision> ask(Request request, Now now) {
        boolean focus = request.kind() == RunKind.FOCUS;
        Decision.Start current = running;
        if (current != null) {
            return refused(focus, Decision.Refused.Reason.RUNNING, "a run goes on: " + about(current));
        }
        NetworkName name = request.scope().network();
        Optional<NetworkSchedule> network = config.network(name);
        if (network.isEmpty()) {
            return refused(focus, Decision.Refused.Reason.UNKNOWN, "there is no network " + name.text());
        }
        int nodes = nodes(network, network.get().nodes(), now);
        if (nodes < 2) {
            return refused(focus, Decision.Refused.Reason.UNKNOWN, TOO_FEW);
        }
        Optional<Order> pause = focus ? holds.pause("", now.wallMs()) : Optional.empty();
        if (pause.isPresent()) {
            return refused(
                    true,
                    Decision.Refused.Reason.PAUSED,
                    "paused: " + pause.get().reason());
        }
        Optional<String> over = spent.against(config.budget(), request.cost(nodes));
        return over.isPresent()
                ? refused(focus, Decision.Refused.Reason.BUDGET, over.get())
                : List.of(begin(request, "", now.wallMs(), nodes, now));
    }

    /** How many nodes take part; {@code all}: without exclusions. */
    private int nodes(Optional<NetworkSchedule> network, int all, Now now) {
        return network.map(one -> one.nodesWithout(holds.excluded(now.wallMs())))
                .orElse(all);
    }

    private Decision.Start begin(Request request, String schedule, long dueMs, int nodes, Now now) {
        Decision.Start start = new Decision.Start(
                ++numbers,
                request.scope(),
                request.kind(),
                schedule,
                dueMs,
                request.pairs(),
                nodes,
                request.samples(),
                request.payloadBytes(),
                governor.divisor(),
                request.deadline(),
                holds.excluded(now.wallMs()),
                request.cost(nodes));
        running = start;
        return start;
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
        long next = tracks.nextMs(Long.MAX_VALUE) - now.wallMs();
        return Math.max(1, Math.min(next, LONGEST_TIMER.toMillis()));
    }

    /** The run that goes on; empty: none. */
    public Optional<Decision.Start> running() {
        return Optional.ofNullable(running);
    }

    /** Where each series stands, in the order of the configuration. */
    public List<Standing> standings() {
        return tracks.standings();
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
