package dev.x0xtest.serve.api.live;

import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the daemon is. All times are ms since 1970.
 *
 * @param version of the daemon
 * @param fleet the name of the fleet
 * @param epoch how often a daemon has become the leader of this history
 * @param schedule by name, the first one first
 * @param running the run under way; null: none
 * @param lastJudgedMs the end of the last run that was judged; null: none was
 * @param orders those that hold
 */
public record Status(
        String version,
        String fleet,
        Role role,
        long epoch,
        List<Scheduled> schedule,
        @Nullable Running running,
        Database database,
        Budget budget,
        Governor governor,
        Anchor anchor,
        @Nullable Long lastJudgedMs,
        List<Order> orders) {
    public Status {
        schedule = List.copyOf(schedule);
        orders = List.copyOf(orders);
    }

    /** Which of several daemons over one history this is. */
    public enum Role {
        /** It measures. */
        LEADER,
        /** It waits for the leader to fail. */
        STANDBY;

        /** Lower case, as other programs read it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the anchor's daemon can be used. */
    public enum Anchor {
        /** Nobody has tried yet. */
        UNKNOWN,
        OK,
        /** The last attempt failed: nothing can be measured. */
        AWAY;

        /** Lower case, as other programs read it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How the history is kept. */
    public enum DatabaseState {
        OK,
        /** It is away; what is to be kept waits on disk. */
        SPOOLING,
        /** What is to be kept is lost. */
        FAILED;

        /** Lower case, as other programs read it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One schedule.
     *
     * @param nextDueMs null: not planned, as while it is paused
     * @param lastRun id of its last run; null: none
     */
    public record Scheduled(
            String name,
            Scope scope,
            long everyS,
            @Nullable Long nextDueMs,
            @Nullable String lastRun) {}

    /** The run under way. {@code schedule} is empty where a person asked for it. */
    public record Running(String run, Scope scope, RunKind kind, String schedule, long sinceMs) {}

    /**
     * The history.
     *
     * @param kind {@code sqlite} or {@code postgresql}
     * @param spooled how many writes wait
     */
    public record Database(String kind, DatabaseState state, long spooled) {}

    /**
     * What measuring has cost today.
     *
     * @param messages sent by runners
     * @param limit of them a day; 0: none
     * @param x0xdBytes by which the data directories of all nodes have grown, as far as is known
     */
    public record Budget(long messages, long limit, long x0xdBytes) {}

    /**
     * By how much measuring holds back so that it does no harm.
     *
     * @param factor 1: not at all; 0.5: half as many messages
     * @param reason empty where it is 1
     */
    public record Governor(double factor, String reason) {}
}
