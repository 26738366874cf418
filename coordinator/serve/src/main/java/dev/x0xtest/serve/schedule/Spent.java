package dev.x0xtest.serve.schedule;

import dev.x0xtest.serve.schedule.terms.Cost;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig.DailyBudget;
import java.util.Locale;
import java.util.Optional;

/** What the runs of the present UTC day have cost. Not thread-safe. */
final class Spent {
    private static final long MS_PER_DAY = 86_400_000;
    private static final double MB = 1e6;

    private long day;
    private Cost cost;

    /** Of the day of this time, with what its earlier runs have cost. */
    Spent(long wallMs, Cost earlier) {
        day = Math.floorDiv(wallMs, MS_PER_DAY);
        cost = earlier;
    }

    /** A new day begins empty. A clock that is set back over midnight keeps what is spent. */
    void at(long wallMs) {
        long today = Math.floorDiv(wallMs, MS_PER_DAY);
        if (today > day) {
            cost = Cost.NONE;
        }
        day = today;
    }

    void add(Cost run) {
        cost = cost.plus(run);
    }

    Cost cost() {
        return cost;
    }

    /** Why a run of this cost does not fit into the rest of the day; empty: it does. */
    Optional<String> against(DailyBudget budget, Cost run) {
        Cost then = cost.plus(run);
        if (then.messages() > budget.messages()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%,d of %,d messages of the day are spent, and this run needs %,d",
                    cost.messages(),
                    budget.messages(),
                    run.messages()));
        }
        if (then.x0xdBytes() > budget.x0xdBytes()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "x0xd's histories have grown by %,.1f of %,.1f MB of the day, and this run needs %,.1f",
                    cost.x0xdBytes() / MB,
                    budget.x0xdBytes() / MB,
                    run.x0xdBytes() / MB));
        }
        return Optional.empty();
    }
}
