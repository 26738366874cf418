package dev.x0xtest.coordinator.report;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/**
 * Cells that are made anew whenever one is looked at, from something smaller that does not change any more: a million of
 * them told in words do not fit the memory of a laptop's run.
 */
public final class CellView extends AbstractList<CellReport> implements RandomAccess {
    private final int size;
    private final IntFunction<CellReport> cells;

    /** {@code cells} gives equal cells for equal indexes, always. */
    public CellView(int size, IntFunction<CellReport> cells) {
        this.size = size;
        this.cells = cells;
    }

    /** Itself, if it is a view; else a copy that nobody can change. */
    public static List<CellReport> fixed(List<CellReport> cells) {
        return cells instanceof CellView ? cells : List.copyOf(cells);
    }

    /** Some of the cells of a report, by their places in its list. */
    public static CellView of(Report report, int[] places) {
        int[] kept = places.clone();
        return new CellView(kept.length, index -> report.cells().get(kept[index]));
    }

    @Override
    public CellReport get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return cells.apply(index);
    }

    @Override
    public int size() {
        return size;
    }
}
