package dev.x0xtest.serve.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.SkippedTick;
import dev.x0xtest.serve.schedule.harm.Harm;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig;
import dev.x0xtest.serve.schedule.terms.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A daemon in virtual time around a scheduler: it performs the decisions, and checks after each that every tick of every series is
 * either a run or a gap, once, and that one run goes on at a time.
 */
final class VirtualDaemon {
    static final Function<Decision.Start, RunEnd> PASSES = start ->
            new RunEnd(start.number(), RunEnd.Outcome.DONE, "", start.expected().hops(), 60, Harm.NONE);

    final List<Decision.Start> starts = new ArrayList<>();
    final List<Long> startedMs = new ArrayList<>();
    final List<SkippedTick> skipped = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final List<Decision.Refused> refused = new ArrayList<>();

    private final Scheduler scheduler;
    private final Map<String, Long> accounted = new HashMap<>();
    private final Map<String, Series> series = new HashMap<>();
    private long wallMs;
    private long nanos = 1_234_567_890L;
    private long timerNanos;
    private Decision.@Nullable Start running;
    private long endNanos;
    private Duration runsTake = Duration.ofSeconds(3);
    private Function<Decision.Start, RunEnd> outcome = PASSES;
    private @Nullable Request focus;

    VirtualDaemon(ScheduleConfig config, LongUnaryOperator chance, String at) {
        scheduler = new Scheduler(config, chance);
        wallMs = Instant.parse(at).toEpochMilli();
        config.series().forEach(one -> series.put(one.name(), one));
    }

    VirtualDaemon runsTake(Duration duration) {
        runsTake = duration;
        return this;
    }

    VirtualDaemon runsEnd(Function<Decision.Start, RunEnd> as) {
        outcome = as;
        return this;
    }

    VirtualDaemon start() {
        return start(Past.NONE);
    }

    VirtualDaemon start(Past past) {
        past.series().forEach((name, before) -> accounted.put(name, before.lastDueMs()));
        perform(scheduler.started(past, now()));
        return this;
    }

    /** Lets so much time pass on both clocks. */
    VirtualDaemon pass(Duration duration) {
        long untilNanos = nanos + duration.toNanos();
        while (true) {
            long next = running == null ? timerNanos : Math.min(timerNanos, endNanos);
            if (next > untilNanos) {
                advance(untilNanos);
                return this;
            }
            advance(Math.max(nanos, next));
            Decision.Start run = running;
            if (run != null && endNanos <= nanos) {
                running = null;
                Request confirming = focus;
                focus = null;
                perform(scheduler.ended(outcome.apply(run), confirming, now()));
            } else {
                perform(scheduler.timer(now()));
            }
        }
    }

    /** Somebody sets the wall clock. */
    VirtualDaemon setClock(Duration by) {
        wallMs += by.toMillis();
        if (by.isNegative()) {
            // The same times come again, and a tick that waited has just become due.
            accounted.clear();
        }
        return this;
    }

    /** The machine sleeps: the wall clock goes on, the other one stands still. */
    VirtualDaemon sleep(Duration duration) {
        return setClock(duration);
    }

    /** The loop hangs for so long: both clocks go on. */
    VirtualDaemon hang(Duration duration) {
        advance(nanos + duration.toNanos());
        return this;
    }

    /** The next run that ends asks for this. */
    VirtualDaemon confirm(Request request) {
        focus = request;
        return this;
    }

    VirtualDaemon order(List<Order> orders) {
        perform(scheduler.ordered(orders, now()));
        return this;
    }

    VirtualDaemon request(Request request) {
        perform(scheduler.requested(request, now()));
        return this;
    }

    VirtualDaemon reload(ScheduleConfig config) {
        perform(scheduler.reloaded(config, now()));
        series.clear();
        accounted.clear();
        config.series().forEach(one -> series.put(one.name(), one));
        return this;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    long wallMs() {
        return wallMs;
    }

    Now now() {
        return new Now(wallMs, nanos);
    }

    List<SkippedTick> skipped(SkippedTick.Reason reason) {
        return skipped.stream().filter(tick -> tick.reason() == reason).toList();
    }

    List<String> names() {
        return starts.stream()
                .map(start -> start.schedule().isEmpty() ? start.kind().label() : start.schedule())
                .toList();
    }

    private void advance(long toNanos) {
        wallMs += (toNanos - nanos) / 1_000_000;
        nanos = toNanos;
    }

    private void perform(List<Decision> decisions) {
        assertThat(decisions).last().isInstanceOf(Decision.Timer.class);
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Start start) {
                started(start);
            } else if (decision instanceof Decision.Skip skip) {
                skip(skip.tick());
            } else if (decision instanceof Decision.Timer timer) {
                assertThat(timer.delay()).isPositive().isLessThanOrEqualTo(Scheduler.LONGEST_TIMER);
                timerNanos = nanos + timer.delay().toNanos();
            } else if (decision instanceof Decision.Note note) {
                notes.add(note.text());
            } else if (decision instanceof Decision.Refused no) {
                refused.add(no);
            }
        }
    }

    private void started(Decision.Start start) {
        assertThat(running).as("a second run").isNull();
        running = start;
        endNanos = nanos + runsTake.toNanos();
        starts.add(start);
        startedMs.add(wallMs);
        if (!start.schedule().isEmpty()) {
            account(start.schedule(), start.dueMs(), start.dueMs());
        }
    }

    private void skip(SkippedTick tick) {
        skipped.add(tick);
        assertThat(tick.text()).as("%s", tick).isNotEmpty();
        boolean ofRun = switch (tick.reason()) {
            case BUSY, ANCHOR, FAILED -> true;
            default -> false;
        };
        if (!ofRun) {
            account(tick.schedule(), tick.dueMs(), tick.untilMs());
        }
    }

    /** The tick follows the last one that was accounted for: none between is forgotten, and none comes twice. */
    private void account(String name, long dueMs, long untilMs) {
        Series one = series.get(name);
        Long before = accounted.put(name, untilMs);
        if (one == null || before == null) {
            return;
        }
        long expected = one.ticks().after(before);
        if (one.leads() && starts.size() == 1 && dueMs == wallMs) {
            // The first run of a daemon is due at its start.
            return;
        }
        assertThat(Instant.ofEpochMilli(dueMs))
                .as("tick of %s after %s", name, Instant.ofEpochMilli(before))
                .isEqualTo(Instant.ofEpochMilli(expected));
    }
}
