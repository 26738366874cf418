package dev.x0xtest.coordinator.report;

import dev.x0xtest.coordinator.latency.HopTimes;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;

/**
 * Cells that are built on each access from a smaller, constant source: a million cells with their words do not fit a
 * laptop's heap.
 */
public final class CellView extends AbstractList<CellReport> implements RandomAccess {
    private final int size;
    private final Source source;

    /** Builds the cells of a view: equal ones for equal indexes, always. */
    public interface Source {
        CellReport cell(int index);

        /** What is known of the times of the cell's hops. */
        default List<HopTimes> times(int index) {
            return List.of();
        }
    }

    public CellView(int size, Source source) {
        this.size = size;
        this.source = source;
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
        return source.cell(index);
    }

    /** The cells of a report, each changed; their hops are the same. */
    public static CellView of(Report report, Function<CellReport, CellReport> change) {
        return new CellView(report.cells().size(), new Source() {
            @Override
            public CellReport cell(int index) {
                return change.apply(report.cells().get(index));
            }

            @Override
            public List<HopTimes> times(int index) {
                return report.times(index);
            }
        });
    }

    List<HopTimes> times(int index) {
        return source.times(index);
    }

    @Override
    public int size() {
        return size;
    }
}
