package dev.x0xtest.coordinator.plan;

import dev.x0xtest.wire.plan.ColumnEntry;
import dev.x0xtest.wire.plan.RowEntry;
import dev.x0xtest.wire.plan.RunReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One runner's report, looked up by hop. Immutable. What it says of hops that no plan asked for is left alone. */
public final class NodeReport {
    private final RunReport report;
    private final Map<Hop, RowEntry> row = new HashMap<>();
    private final Map<Hop, List<ColumnEntry>> column;

    /** Between this runner and another one. */
    private record Hop(int other, int sample) {}

    public NodeReport(RunReport report) {
        this.report = report;
        report.row().forEach(this::keepLast);
        this.column = report.column().stream()
                .filter(entry -> entry.attempt() == 1)
                .collect(Collectors.groupingBy(entry -> new Hop(entry.from(), entry.sample())));
    }

    private void keepLast(RowEntry entry) {
        row.merge(
                new Hop(entry.to(), entry.sample()),
                entry,
                (before, now) -> now.attempt() > before.attempt() ? now : before);
    }

    public RunReport report() {
        return report;
    }

    /** Row and column are final: nothing that this runner may still see or do changes it. */
    public boolean complete() {
        return report.rowFinal() && report.columnFinal();
    }

    /** The last attempt towards a node; null when the row says nothing of it. */
    public @Nullable RowEntry sent(int destination, int sample) {
        return row.get(new Hop(destination, sample));
    }

    /** What was seen of a hop from a node. */
    public List<ColumnEntry> seen(int source, int sample) {
        return column.getOrDefault(new Hop(source, sample), List.of());
    }
}
