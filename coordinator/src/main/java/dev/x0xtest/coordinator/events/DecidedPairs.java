package dev.x0xtest.coordinator.events;

import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.RunView;
import dev.x0xtest.coordinator.run.cell.Cell;
import dev.x0xtest.coordinator.run.cell.CellReports;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/** Tells each pair of a run once, when it is decided. Confined to the run's thread. */
public final class DecidedPairs {
    private final int samples;
    private final List<Integer> sizes;
    private final Consumer<CellReport> told;
    private final BitSet places = new BitSet();

    /** {@code told} takes what the report will say of the pair, unless a later attempt decides it anew. */
    public DecidedPairs(RunConfig config, Consumer<CellReport> told) {
        this.samples = config.limits().samples();
        this.sizes = config.limits().sizes();
        this.told = told;
    }

    /** Looks at a run after an event that had these effects. */
    public void look(RunState run, List<RunEffect> effects) {
        if (effects.stream().anyMatch(RunEffect.Progressed.class::isInstance)) {
            RunView view = RunView.of(run);
            if (view != null) {
                look(view.cells());
            }
        }
    }

    /** The pairs that were told, by their places in the report. */
    BitSet places() {
        return places;
    }

    void look(List<Cell> all) {
        int pairs = all.size() / samples;
        for (int pair = places.nextClearBit(0); pair < pairs; pair = places.nextClearBit(pair + 1)) {
            if (!all.get(pair * samples).decided()) {
                // So it is with nearly all, and a thousand nodes have a million pairs.
                continue;
            }
            List<Cell> each = all.subList(pair * samples, (pair + 1) * samples);
            if (each.stream().allMatch(Cell::decided)) {
                places.set(pair);
                told.accept(CellReports.of(each, sizes));
            }
        }
    }
}
