package dev.x0xtest.serve.schedule.plan;

import dev.x0xtest.serve.schedule.terms.Cost;
import dev.x0xtest.serve.schedule.terms.Growth;
import dev.x0xtest.serve.schedule.terms.NetworkSchedule;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig.DailyBudget;
import dev.x0xtest.serve.schedule.terms.Series;
import dev.x0xtest.wire.NetworkName;
import java.util.ArrayList;
import java.util.List;

/**
 * What a day of a schedule sends and stores if every tick runs at the full rate. Runs that confirm causes, and those that people ask
 * for, come on top. Immutable.
 *
 * @param rows a series each
 * @param networks what it means for the daemons of each network
 */
public record DayPlan(List<DayPlan.Row> rows, List<DayPlan.Daemons> networks, DailyBudget budget) {
    /**
     * One series.
     *
     * @param runs a day
     * @param cost of all of them
     */
    public record Row(Series series, double runs, Cost cost) {}

    /**
     * The stored histories of the daemons of one network, in bytes a day.
     *
     * @param anchor growth at the anchor, which is one end of every message that does not measure
     * @param other growth at each other node
     */
    public record Daemons(NetworkName network, int nodes, long anchor, long other) {
        /** After how many days the anchor's x0xd begins to delete its oldest messages; it does so at 1 GiB. */
        public double daysUntilFull() {
            return (double) Growth.X0XD_KEEPS_BYTES / Math.max(1, anchor);
        }
    }

    public DayPlan {
        rows = List.copyOf(rows);
        networks = List.copyOf(networks);
    }

    /** A day of this schedule. */
    public static DayPlan of(ScheduleConfig config) {
        List<Row> rows = new ArrayList<>();
        List<Daemons> networks = new ArrayList<>();
        for (NetworkSchedule network : config.networks()) {
            double hops = 0;
            double besides = 0;
            for (Series series : network.series()) {
                double runs = series.ticks().perDay();
                Cost cost = series.cost();
                rows.add(new Row(series, runs, cost.times(runs)));
                double besidesOne = Growth.perRun(network.nodes());
                besides += runs * besidesOne;
                hops += runs * (cost.x0xdBytes() - besidesOne);
            }
            // A hop leaves half of its bytes at each end, and every node sends and receives as many.
            long ofHops = Math.round(hops / network.nodes());
            networks.add(new Daemons(
                    network.network(),
                    network.nodes(),
                    ofHops + Math.round(besides / 2),
                    ofHops + Math.round(besides / 2 / (network.nodes() - 1))));
        }
        return new DayPlan(rows, networks, config.budget());
    }

    /** All series together. */
    public Cost total() {
        return rows.stream().map(Row::cost).reduce(Cost.NONE, Cost::plus);
    }

    /** Whether the day does not fit into its budget: its last ticks will be skipped. */
    public boolean overBudget() {
        return total().messages() > budget.messages() || total().x0xdBytes() > budget.x0xdBytes();
    }
}
