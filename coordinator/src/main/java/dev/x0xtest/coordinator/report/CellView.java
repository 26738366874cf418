package dev.x0xtest.coordinator.report;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/**
 * Cells that are built on each access from a smaller, constant source: a million cells with their words do not fit a
 * laptop's heap.
 */
public final class CellView extends AbstractList<CellReport> implements RandomAccess {
    private final int size;
    private final IntFunction<CellReport> cells;

    /** {@code cells} must always give equal cells for equal indexes. */
    public CellView(int size, IntFunction<CellReport> cells) {
        this.size = size;
        this.cells = cells;
    }

    /** The list itself if it is a view, else an immutable copy. */
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
