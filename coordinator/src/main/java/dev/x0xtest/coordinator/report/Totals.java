package dev.x0xtest.coordinator.report;

import dev.x0xtest.coordinator.grade.Tolerance;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a report, always derived from its cells.
 *
 * @param tolerated refuted pairs whose loss is tolerated
 * @param undecided refuted pairs of which nobody can tell whether their loss is tolerated
 * @param duplicates sightings beyond the first, over all cells
 * @param controlDms every direct message that carried no hop
 * @param byOutcome every outcome, also those that did not occur, in the order of the enum
 */
public record Totals(
        int pairs,
        int proven,
        int refuted,
        int unobserved,
        int tolerated,
        int undecided,
        int firstAttemptOk,
        int duplicates,
        int controlDms,
        Map<CellOutcome, Integer> byOutcome) {
    public Totals {
        byOutcome = Collections.unmodifiableMap(new EnumMap<>(byOutcome));
        if (pairs != proven + refuted + unobserved) {
            throw new IllegalArgumentException("the classes do not add up to " + pairs + " pairs");
        }
        if (tolerated + undecided > refuted) {
            throw new IllegalArgumentException("more pairs are tolerated or undecided than refuted");
        }
        if (pairs != byOutcome.values().stream().mapToInt(Integer::intValue).sum()) {
            throw new IllegalArgumentException("the outcomes do not add up to " + pairs + " pairs");
        }
    }

    /**
     * The only way in which totals come to be.
     *
     * @param tolerance null: no loss is tolerated
     */
    static Totals of(Collection<CellReport> cells, int controlDms, @Nullable Tolerance tolerance) {
        EnumMap<CellOutcome, Integer> byOutcome = new EnumMap<>(CellOutcome.class);
        for (CellOutcome outcome : CellOutcome.values()) {
            byOutcome.put(outcome, 0);
        }
        int tolerated = 0;
        int undecided = 0;
        int firstAttemptOk = 0;
        int duplicates = 0;
        for (CellReport cell : cells) {
            byOutcome.merge(cell.outcome(), 1, Integer::sum);
            if (tolerance != null && cell.outcome().cellClass() == CellClass.REFUTED) {
                CellClass counts = cell.counts(tolerance);
                tolerated += counts == CellClass.PROVEN ? 1 : 0;
                undecided += counts == CellClass.UNOBSERVED ? 1 : 0;
            }
            firstAttemptOk += cell.firstAttemptOk() ? 1 : 0;
            duplicates += cell.duplicates();
        }
        return new Totals(
                cells.size(),
                count(byOutcome, CellClass.PROVEN),
                count(byOutcome, CellClass.REFUTED),
                count(byOutcome, CellClass.UNOBSERVED),
                tolerated,
                undecided,
                firstAttemptOk,
                duplicates,
                controlDms,
                byOutcome);
    }

    private static int count(Map<CellOutcome, Integer> byOutcome, CellClass cellClass) {
        return byOutcome.entrySet().stream()
                .filter(entry -> entry.getKey().cellClass() == cellClass)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
