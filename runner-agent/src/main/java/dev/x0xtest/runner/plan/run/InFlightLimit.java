package dev.x0xtest.runner.plan.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many hops may be in flight. A daemon that is overloaded gets fewer: the limit halves when it says so, or when the median
 * time of a send is more than four times that of the first twenty. The schedule stays, so hops leave late, which the report
 * shows. Pure.
 */
final class InFlightLimit {
    private static final int WINDOW = 20;
    private static final int TIMES = 4;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    /** x0xd's code for a recipient that it does not know yet: nothing is overloaded. */
    private static final String UNDISCOVERED = "recipient_undiscovered";

    private final int planned;
    private int limit;
    private long firstNanos = -1;
    private final Deque<Long> latest = new ArrayDeque<>();
    /** Destinations that cannot be reached now; one alone may be to blame itself. */
    private final Set<Integer> unavailable = new HashSet<>();

    InFlightLimit(int planned) {
        this.planned = planned;
        this.limit = planned;
    }

    int now() {
        return limit;
    }

    /** The limit now if it is not the plan's; null: it is. */
    @Nullable
    Integer slowedTo() {
        return limit == planned ? null : Integer.valueOf(limit);
    }

    /** A hop was accepted after this time. */
    void accepted(long tookNanos) {
        latest.add(tookNanos);
        if (latest.size() > WINDOW) {
            latest.remove();
        }
        if (latest.size() < WINDOW) {
            return;
        }
        long median = median();
        if (firstNanos < 0) {
            firstNanos = median;
            latest.clear();
        } else if (median > TIMES * Math.max(1, firstNanos)) {
            halve();
        }
    }

    /** A hop was refused. */
    void refused(int destination, @Nullable Integer status, @Nullable String code) {
        boolean busy = code != null && code.contains("backpressure");
        boolean gone = status != null && status == UNAVAILABLE && (code == null || !code.endsWith(UNDISCOVERED));
        if (status != null && status == TOO_MANY_REQUESTS) {
            halve();
        } else if ((busy || gone) && unavailable.add(destination) && unavailable.size() > 1) {
            halve();
        }
    }

    private void halve() {
        limit = Math.max(1, limit / 2);
        latest.clear();
        unavailable.clear();
    }

    private long median() {
        List<Long> sorted = new ArrayList<>(latest);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
