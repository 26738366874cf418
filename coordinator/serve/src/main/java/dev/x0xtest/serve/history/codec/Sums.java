package dev.x0xtest.serve.history.codec;

import dev.x0xtest.serve.history.record.CellFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The sums of one source over a day by hours, or over a month by days: of each destination and slot the figures of that hour
 * or day. Immutable.
 */
public final class Sums {
    /** A month has so many days. */
    public static final int MOST_SLOTS = 31;

    /** By destination, then by slot. */
    private final SortedMap<Integer, SortedMap<Integer, CellFigures>> cells;

    Sums(SortedMap<Integer, SortedMap<Integer, CellFigures>> cells) {
        this.cells = cells;
    }

    public static Sums none() {
        return new Sums(new TreeMap<>());
    }

    /** The figures of each of these slots. */
    public static Sums of(Map<Integer, List<CellFigures>> bySlot) {
        SortedMap<Integer, SortedMap<Integer, CellFigures>> cells = new TreeMap<>();
        bySlot.forEach((slot, figures) -> figures.forEach(cell ->
                cells.computeIfAbsent(cell.dst(), dst -> new TreeMap<>()).put(slot, cell)));
        return new Sums(cells);
    }

    /** These sums with the figures of one slot, instead of those that it has. */
    public Sums with(int slot, List<CellFigures> figures) {
        if (slot < 0 || slot >= MOST_SLOTS) {
            throw new IllegalArgumentException("no slot " + slot);
        }
        SortedMap<Integer, SortedMap<Integer, CellFigures>> more = new TreeMap<>();
        cells.forEach((dst, slots) -> {
            SortedMap<Integer, CellFigures> others = new TreeMap<>(slots);
            others.remove(slot);
            if (!others.isEmpty()) {
                more.put(dst, others);
            }
        });
        figures.forEach(
                cell -> more.computeIfAbsent(cell.dst(), dst -> new TreeMap<>()).put(slot, cell));
        return new Sums(more);
    }

    /** The figures of a slot, ascending by destination. */
    public List<CellFigures> at(int slot) {
        List<CellFigures> found = new ArrayList<>();
        cells.values().forEach(slots -> {
            CellFigures cell = slots.get(slot);
            if (cell != null) {
                found.add(cell);
            }
        });
        return found;
    }

    public boolean isEmpty() {
        return cells.isEmpty();
    }

    SortedMap<Integer, SortedMap<Integer, CellFigures>> cells() {
        return cells;
    }
}
