package dev.x0xtest.coordinator.plan;

import dev.x0xtest.wire.plan.ColumnEntry;
import dev.x0xtest.wire.plan.RowEntry;
import dev.x0xtest.wire.plan.RunReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One runner's report, looked up by cell. Immutable. What it says of hops that no plan asked for is left alone. */
public final class NodeReport {
    private final RunReport report;
    private final Map<Integer, RowEntry> row = new HashMap<>();
    private final Map<Integer, List<ColumnEntry>> column;

    public NodeReport(RunReport report) {
        this.report = report;
        report.row().stream().filter(entry -> entry.sample() == 0).forEach(this::keepLast);
        this.column = report.column().stream()
                .filter(entry -> entry.sample() == 0 && entry.attempt() == 1)
                .collect(Collectors.groupingBy(ColumnEntry::from));
    }

    private void keepLast(RowEntry entry) {
        row.merge(entry.to(), entry, (before, now) -> now.attempt() > before.attempt() ? now : before);
    }

    public RunReport report() {
        return report;
    }

    /** Row and column are final: nothing that this runner may still see or do changes it. */
    public boolean complete() {
        return report.rowFinal() && report.columnFinal();
    }

    /** The last attempt towards a node; null when the row says nothing of it. */
    public @Nullable RowEntry sent(int destination) {
        return row.get(destination);
    }

    /** What was seen of the hop from a node. */
    public List<ColumnEntry> seen(int source) {
        return column.getOrDefault(source, List.of());
    }
}
