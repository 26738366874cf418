package dev.x0xtest.serve.history.record;

import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import java.util.List;

/**
 * A run that has ended, as it is kept.
 *
 * @param messages hops and control messages that it sent
 * @param nodes the roster, in its order; rows and misses count in it from 0
 * @param rows of every source that has a cell, ascending
 * @param misses cells that are not proven; at most {@value #MOST_MISSES}, refuted ones first
 * @param report report/2 as compressed JSON; empty: none
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
public record KeptRun(
        Scope scope,
        RunKind kind,
        String schedule,
        String runId,
        long startedMs,
        long endedMs,
        String verdict,
        int messages,
        List<Seat> nodes,
        List<Row> rows,
        List<Miss> misses,
        byte[] report) {
    /** Of one run. A run with more has a report that tells of all of them. */
    public static final int MOST_MISSES = 1_000;

    public KeptRun {
        nodes = List.copyOf(nodes);
        rows = List.copyOf(rows);
        misses = List.copyOf(misses);
    }

    /** How many cells have this class. */
    public int count(char outcome) {
        int count = 0;
        for (Row row : rows) {
            for (CellFigures cell : row.cells()) {
                count += cell.outcome() == outcome ? 1 : 0;
            }
        }
        return count;
    }
}
