package dev.x0xtest.serve.history.record;

import java.util.List;

/** The cells of one source, by ascending destination. {@code src} and the destinations are places among the nodes. */
public record Row(int src, List<CellFigures> cells) {
    public Row {
        cells = List.copyOf(cells);
    }
}
