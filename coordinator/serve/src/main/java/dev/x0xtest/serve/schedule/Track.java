package dev.x0xtest.serve.schedule;

import dev.x0xtest.serve.model.SkippedTick;
import dev.x0xtest.serve.schedule.terms.RunPairs;
import dev.x0xtest.serve.schedule.terms.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where one series stands: its next tick, and the one that waits for its turn. Not thread-safe. */
final class Track {
    /** A tick starts later than it is due by at most a tenth of the interval, and this. */
    static final Duration MOST_JITTER = Duration.ofSeconds(30);

    /** A tick that could not start for half of the interval, or this, is skipped. */
    static final Duration MOST_PATIENCE = Duration.ofMinutes(2);

    private static final int JITTER_SHARE = 10;

    private final LongUnaryOperator chance;
    private Series series;
    private long nextMs;
    private long fireMs;
    private @Nullable Long waitingMs;
    private @Nullable Long lastRunMs;
    private long round;
    private int held;

    /**
     * A series whose first tick is the first after this time.
     *
     * @param chance gives a number from 0 up to, not including, its argument
     * @param round of its next run, from 1
     */
    Track(Series series, LongUnaryOperator chance, long afterMs, long round) {
        this.series = series;
        this.chance = chance;
        this.round = round;
        dueAfter(afterMs);
    }

    /** The next tick is the first after this time. */
    void dueAfter(long wallMs) {
        dueAt(series.ticks().after(wallMs));
    }

    /** The next tick is due then. */
    void dueAt(long dueMs) {
        nextMs = dueMs;
        long most = Math.min(MOST_JITTER.toMillis(), series.ticks().every().toMillis() / JITTER_SHARE);
        fireMs = dueMs + Math.floorMod(chance.applyAsLong(most + 1), most + 1);
    }

    /** The same series with other settings; its next tick stays where its times are the same. */
    void become(Series changed, long wallMs) {
        boolean moved = !changed.ticks().equals(series.ticks());
        series = changed;
        if (moved) {
            dueAfter(wallMs);
        }
    }

    /**
     * Lets the next tick wait for its turn if it is due.
     *
     * @return the gaps: of a tick that still waits, and of those that come too late
     */
    List<SkippedTick> advance(long wallMs, String late, String busy) {
        if (wallMs < fireMs) {
            return List.of();
        }
        List<SkippedTick> gaps = new ArrayList<>();
        dropped(SkippedTick.Reason.RUNNING, busy).ifPresent(gaps::add);
        long dueMs = nextMs;
        if (wallMs - fireMs > patienceMs()) {
            gaps.add(gap(dueMs, wallMs, SkippedTick.Reason.MISSED, late));
            dueAfter(wallMs);
        } else {
            waitingMs = dueMs;
            dueAfter(dueMs);
        }
        return gaps;
    }

    /** Gives up the tick that waits, if it has waited too long. */
    Optional<SkippedTick> impatient(long wallMs, String busy) {
        Long due = waitingMs;
        return due != null && wallMs - due > patienceMs() + MOST_JITTER.toMillis()
                ? dropped(SkippedTick.Reason.RUNNING, busy)
                : Optional.empty();
    }

    /** Gives up the tick that waits, if there is one. */
    Optional<SkippedTick> dropped(SkippedTick.Reason reason, String text) {
        Long due = waitingMs;
        waitingMs = null;
        return due == null ? Optional.empty() : Optional.of(gap(due, due, reason, text));
    }

    SkippedTick gap(long fromMs, long untilMs, SkippedTick.Reason reason, String text) {
        return new SkippedTick(series.scope(), series.name(), fromMs, untilMs, reason, text);
    }

    /** The clock was set back: a tick that waits has just become due. */
    void setBack(long wallMs) {
        dueAfter(wallMs);
        if (waitingMs != null && waitingMs > wallMs) {
            waitingMs = wallMs;
        }
    }

    private long patienceMs() {
        return Math.min(MOST_PATIENCE.toMillis(), series.ticks().every().toMillis() / 2);
    }

    /** Whether the governor holds this tick back; of so many ticks, one runs. */
    boolean heldBack(int divisor) {
        if (held + 1 < divisor) {
            held++;
            return true;
        }
        return false;
    }

    /** The tick that waits has started. When it was due. */
    long start() {
        Long due = waitingMs;
        if (due == null) {
            throw new IllegalStateException("no tick of " + series.name() + " waits");
        }
        waitingMs = null;
        held = 0;
        return due;
    }

    /** Its run has measured: the next round comes next. */
    void ran(long wallMs) {
        lastRunMs = wallMs;
        round++;
    }

    RunPairs pairs() {
        return series.pairs(round);
    }

    Series series() {
        return series;
    }

    long nextMs() {
        return nextMs;
    }

    long fireMs() {
        return fireMs;
    }

    @Nullable
    Long waitingMs() {
        return waitingMs;
    }

    @Nullable
    Long lastRunMs() {
        return lastRunMs;
    }

    void lastRan(long wallMs) {
        lastRunMs = wallMs;
    }

    long round() {
        return round;
    }
}
