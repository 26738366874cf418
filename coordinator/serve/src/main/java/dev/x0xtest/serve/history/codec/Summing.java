package dev.x0xtest.serve.history.codec;

import dev.x0xtest.serve.history.record.CellFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds the figures of many runs. A sum has the worst outcome. Its percentiles are exact where each run had one sample of a
 * pair; of runs with more only three times are known, so half of their samples count as the median, the rest up to nine
 * tenths as the 90th percentile, and the last ones as the longest time. Confined to one thread.
 */
public final class Summing {
    private static final int LEAST_P90 = 10;

    private final SortedMap<Integer, Sum> sums = new TreeMap<>();

    /** Adds the cells of one run. */
    public void add(List<CellFigures> cells) {
        cells.forEach(this::add);
    }

    /** Adds one cell. */
    public void add(CellFigures cell) {
        sums.computeIfAbsent(cell.dst(), dst -> new Sum()).add(cell);
    }

    /** The sums, ascending by destination. */
    public List<CellFigures> figures() {
        List<CellFigures> figures = new ArrayList<>();
        sums.forEach((dst, sum) -> figures.add(sum.figures(dst)));
        return figures;
    }

    /** A time, and how many samples it stands for. */
    private record Weight(int us, long samples) {}

    private static final class Sum {
        private final List<Weight> times = new ArrayList<>();
        private char letter = 'p';
        private char outcome = 'p';
        private int severity = -1;
        private long proven;
        private long refuted;
        private long unobserved;

        void add(CellFigures cell) {
            proven += cell.proven();
            refuted += cell.refuted();
            unobserved += cell.unobserved();
            int worse = "pur".indexOf(cell.outcome());
            if (worse >= severity) {
                severity = worse;
                letter = cell.letter();
                outcome = cell.outcome();
            }
            if (cell.p50Us() >= 0) {
                weigh(cell, Math.max(1, cell.proven()));
            }
        }

        private void weigh(CellFigures cell, long samples) {
            long last = samples > 1 ? Math.max(1, samples / 10) : 0;
            long upper = cell.p90Us() < 0 ? 0 : samples * 2 / 5;
            times.add(new Weight(cell.p50Us(), samples - upper - last));
            if (upper > 0) {
                times.add(new Weight(cell.p90Us(), upper));
            }
            if (last > 0) {
                times.add(new Weight(cell.maxUs(), last));
            }
        }

        CellFigures figures(int dst) {
            times.sort(Comparator.comparingInt(Weight::us));
            long samples = times.stream().mapToLong(Weight::samples).sum();
            return new CellFigures(
                    dst,
                    letter,
                    outcome,
                    clamped(proven),
                    clamped(refuted),
                    clamped(unobserved),
                    percentile(samples, 50),
                    samples < LEAST_P90 ? -1 : percentile(samples, 90),
                    times.isEmpty() ? -1 : times.get(times.size() - 1).us());
        }

        private int percentile(long samples, int percent) {
            long rank = (samples * percent + 99) / 100;
            long passed = 0;
            for (Weight weight : times) {
                passed += weight.samples();
                if (passed >= rank) {
                    return weight.us();
                }
            }
            return -1;
        }

        private static int clamped(long count) {
            return (int) Math.min(Integer.MAX_VALUE, count);
        }
    }
}
