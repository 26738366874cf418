package dev.x0xtest.serve.history;

import dev.x0xtest.serve.model.Delivery;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.model.SkippedTick;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the history, from any thread. Methods block and throw {@link HistoryException}. All times are ms since 1970. */
public interface HistoryReader {
    /** The networks and planes that have a run, by the time of their last one. */
    List<Scope> scopes();

    /**
     * What is known of each pair at a time: of each the last run before it that measured it.
     *
     * @return empty: no run by then
     */
    Optional<Matrix> matrix(Scope scope, long atMs);

    /**
     * The nodes of the last full roster and what is known of their pairs, by source and destination.
     *
     * @param run the last run of all
     * @param atMs its end
     * @param outcome of each pair: {@code p} proven, {@code r} refuted, {@code u} unobserved, {@code .} never measured or
     *     the node itself
     * @param letters the same as reports draw it
     * @param p50Us median in microseconds; -1: none
     * @param seenMs the end of the run that says it; 0: never
     * @param sinceMs the end of the run in which its present class began; 0: unknown, as it is for the past
     * @param groups of each node what the fleet file groups it by, such as {@code region=eu}; empty: nothing
     */
    @SuppressWarnings("ArrayRecordComponent") // large, and never compared
    record Matrix(
            String run,
            long atMs,
            List<String> nodes,
            char[][] outcome,
            char[][] letters,
            int[][] p50Us,
            long[][] seenMs,
            long[][] sinceMs,
            List<String> groups) {}

    /**
     * The past of one pair in steps; the finest data that cover a step give it.
     *
     * @param stepMs 0: one point per run
     * @return empty: no such pair
     */
    Optional<PairPast> pair(Scope scope, String src, String dst, long fromMs, long toMs, long stepMs);

    /** Points ascending; gaps have a reason. {@code since} is when its present outcome began; null: unknown. */
    record PairPast(
            List<Point> points, List<Gap> gaps, @Nullable Since since) {}

    /** Samples of a pair in a step; times in microseconds, -1: none. */
    record Point(long atMs, int samples, int proven, int refuted, int unobserved, int p50Us, int p90Us, int maxUs) {}

    /** No run in this time, and why. */
    record Gap(long fromMs, long toMs, String reason) {}

    /** When the present outcome began, and in which run. */
    record Since(String outcome, long atMs, String run) {}

    /** The last failures of a pair, the newest first; also those of nodes that had its labels before. */
    default List<Failure> failures(Scope scope, String src, String dst, int limit) {
        return List.of();
    }

    /** A cell that was not proven. {@code letter} as reports draw it; {@code code} and {@code reason} may be empty. */
    record Failure(long atMs, String run, char letter, String code, String reason) {}

    /** Runs, the newest first. {@code scope} null: of all. */
    List<Run> runs(@Nullable Scope scope, int limit, long beforeMs);

    /** One run in a line. {@code verdict}: as in reports, or {@code cut}. */
    record Run(
            String id,
            Scope scope,
            RunKind kind,
            String schedule,
            long startedMs,
            long endedMs,
            String verdict,
            int cells,
            int proven,
            int refuted,
            int unobserved,
            int messages) {}

    /** One run. */
    Optional<Run> run(String id);

    /** Its report as report/2; empty: there is no such run, or its report was dropped to save space. */
    Optional<String> report(String id);

    /** Incidents, the newest first. {@code scope} null: of all; {@code open}: only those that last. */
    List<Incident> incidents(@Nullable Scope scope, boolean open, int limit, long beforeMs);

    Optional<Incident> incident(String id);

    /** Ticks without a run that overlap this time, ascending. */
    List<SkippedTick> skipped(Scope scope, long fromMs, long toMs);

    /** The orders that hold at a time. */
    List<Order> orders(long nowMs);

    /** Alerts that sinks have yet to take, by time. */
    List<Delivery> deliveries(int limit);

    /** Alerts that one sink has yet to take, by time. */
    default List<Delivery> deliveries(String sink, int limit) {
        return deliveries(Integer.MAX_VALUE).stream()
                .filter(delivery -> delivery.sink().equals(sink))
                .limit(limit)
                .toList();
    }

    /** The facts of a node that the last runs tell. */
    Optional<NodeFacts> node(Scope scope, String label);

    /** One line per thing that is known of a node, such as its versions and its clock's offset. */
    record NodeFacts(String label, @Nullable String agentId, long sinceMs, List<Fact> facts) {}

    /** A figure or a word. */
    record Fact(String name, String value) {}
}
