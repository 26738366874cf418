package dev.x0xtest.serve.schedule.terms;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.wire.NetworkName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The whole schedule of a fleet. Immutable.
 *
 * @param networks at least one, each once
 * @param governed whether it slows down where measuring does harm; not where nobody else needs the daemons
 */
public record ScheduleConfig(List<NetworkSchedule> networks, ScheduleConfig.DailyBudget budget, boolean governed) {
    public static final int MOST_NETWORKS = 16;

    private static final long MESSAGES_PER_NODE = 10_000;
    private static final long BYTES_PER_NODE = 100_000_000;

    /**
     * What all runs of a UTC day may cost, all networks together. A tick that would exceed it is skipped.
     *
     * @param messages hops and others
     * @param x0xdBytes by which the stored histories of all x0xd may grow, as estimated by {@link Growth}
     */
    public record DailyBudget(long messages, long x0xdBytes) {
        /**
         * Checks the limits.
         *
         * @throws UsageException with one clear line
         */
        public DailyBudget {
            if (messages < 1 || x0xdBytes < 1) {
                throw new UsageException(
                        "a daily budget is at least 1 message and 1 byte, not " + messages + " and " + x0xdBytes);
            }
        }

        /** 10,000 messages and 100 MB a day for each node of each network. */
        public static DailyBudget suiting(List<NetworkSchedule> networks) {
            long nodes = networks.stream().mapToLong(NetworkSchedule::nodes).sum();
            return new DailyBudget(Math.max(1, nodes * MESSAGES_PER_NODE), Math.max(1, nodes * BYTES_PER_NODE));
        }
    }

    /**
     * Checks that each network stands once.
     *
     * @throws UsageException with one clear line
     */
    public ScheduleConfig {
        networks = List.copyOf(networks);
        if (networks.isEmpty() || networks.size() > MOST_NETWORKS) {
            throw new UsageException("a schedule has 1 to " + MOST_NETWORKS + " networks, not " + networks.size());
        }
        Set<NetworkName> seen = new HashSet<>();
        for (NetworkSchedule one : networks) {
            if (!seen.add(one.network())) {
                throw new UsageException("network " + one.network().text() + " has two schedules");
            }
        }
    }

    /** A schedule that slows down where measuring does harm. */
    public ScheduleConfig(List<NetworkSchedule> networks, DailyBudget budget) {
        this(networks, budget, true);
    }

    /** The schedule of this network; empty: it has none. */
    public Optional<NetworkSchedule> network(NetworkName name) {
        return networks.stream().filter(one -> one.network().equals(name)).findFirst();
    }

    /** All series, network by network, the leading one of each first. */
    public List<Series> series() {
        return networks.stream().flatMap(one -> one.series().stream()).toList();
    }
}
