package dev.x0xtest.coordinator.render;

import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.CellView;
import dev.x0xtest.coordinator.report.format.NextStep;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cells that are not proven and have one thing in common, with one next step for all of them.
 *
 * @param node whose cells they are; null unless the kind is about one node
 * @param cells told here and nowhere else, at least one, in the report's order
 * @param example one of the cells, to speak for all
 * @param toldBefore cells of the same node, row or column that an earlier finding holds
 */
record Finding(
        Kind kind,
        @Nullable NodeLabel node,
        List<CellReport> cells,
        int toldBefore,
        CellReport example,
        NextStep nextStep) {
    enum Kind {
        EVERYTHING,
        NODE,
        ROW,
        COLUMN,
        /** Cells of the same outcome, code and next step, wherever they lie. */
        CLASS
    }

    Finding {
        cells = CellView.fixed(cells);
        if (cells.isEmpty()) {
            throw new IllegalArgumentException("a finding without cells");
        }
    }

    /** Told in one line whatever the number of its cells. */
    boolean collapsed() {
        return kind != Kind.CLASS;
    }

    /** The cell that stands for all: for a node one that it sends, for there its own state comes first. */
    static CellReport example(@Nullable NodeLabel node, List<CellReport> cells) {
        return cells.stream()
                .filter(cell -> cell.src().equals(node))
                .findFirst()
                .orElse(cells.get(0));
    }
}
