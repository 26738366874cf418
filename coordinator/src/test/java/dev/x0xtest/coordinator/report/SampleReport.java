package dev.x0xtest.coordinator.report;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Builds a report in which all pairs of the given nodes are proven, except for the cells that a test changes. */
public final class SampleReport {
    private final List<NodeLabel> nodes;
    private final Map<NodeLabel, RosterEntry> roster = new LinkedHashMap<>();
    private final Map<List<NodeLabel>, CellReport> cells = new LinkedHashMap<>();
    private final List<NodeLabel> excluded = new ArrayList<>();
    private Plane plane = Plane.RAW;
    private @Nullable Ending ending;
    private final List<String> warnings = new ArrayList<>();
    private boolean anchored = true;
    private @Nullable Origin origin;
    private int epochs = 1;
    private List<Integer> sizes = List.of();
    private int samples = 1;
    private @Nullable Double toleratedLoss;
    private boolean sparse;

    private SampleReport(List<NodeLabel> nodes) {
        this.nodes = nodes;
        for (NodeLabel src : nodes) {
            roster.put(src, SampleCells.ready(src, id(src)));
            nodes.stream()
                    .filter(dst -> !dst.equals(src))
                    .forEach(dst -> cells.put(List.of(src, dst), SampleCells.proven(src, dst, Plane.RAW)));
        }
    }

    public static SampleReport of(String... labels) {
        return new SampleReport(List.of(labels).stream().map(NodeLabel::new).toList());
    }

    public static AgentId id(NodeLabel node) {
        return new AgentId(String.format("%064x", 0xA0000000L + node.text().hashCode()));
    }

    SampleReport plane(Plane value) {
        plane = value;
        cells.replaceAll((pair, cell) -> cell.proven() ? SampleCells.proven(cell.src(), cell.dst(), value) : cell);
        return this;
    }

    public SampleReport partial(String why) {
        return ending(Ending.of(why));
    }

    public SampleReport ending(Ending how) {
        ending = how;
        return this;
    }

    public SampleReport origin(Origin how) {
        origin = how;
        return this;
    }

    public SampleReport epochs(int count) {
        epochs = count;
        return this;
    }

    public SampleReport sizes(List<Integer> bytes) {
        sizes = bytes;
        return this;
    }

    public SampleReport samples(int count) {
        samples = count;
        return this;
    }

    public SampleReport tolerating(@Nullable Double loss) {
        toleratedLoss = loss;
        return this;
    }

    public SampleReport warning(String text) {
        warnings.add(text);
        return this;
    }

    SampleReport withoutAnchor() {
        anchored = false;
        return this;
    }

    SampleReport exclude(String label) {
        excluded.add(new NodeLabel(label));
        return this;
    }

    public SampleReport entry(RosterEntry entry) {
        roster.put(entry.node(), entry);
        return this;
    }

    SampleReport cell(CellReport cell) {
        cells.put(List.of(cell.src(), cell.dst()), cell);
        return this;
    }

    /** Replaces every cell whose source and destination {@code fits} accepts. */
    public SampleReport cells(BiPredicate<String, String> fits, CellOf change) {
        cells.replaceAll((pair, cell) ->
                fits.test(cell.src().text(), cell.dst().text()) ? change.cell(cell.src(), cell.dst()) : cell);
        return this;
    }

    /** Measures only the pairs that {@code declared} accepts. */
    public SampleReport sparse(BiPredicate<String, String> declared) {
        cells.keySet()
                .removeIf(pair -> !declared.test(pair.get(0).text(), pair.get(1).text()));
        sparse = true;
        return this;
    }

    /** Makes the cell of a pair, as the static methods of {@link SampleCells} do. */
    public interface CellOf {
        CellReport cell(NodeLabel src, NodeLabel dst);
    }

    /** Makes a node silent: its runner never answers, and no pair from it or to it is tried. */
    public SampleReport silent(String label) {
        NodeLabel node = new NodeLabel(label);
        String state = "no answer to discovery in 30 s";
        entry(new RosterEntry(node, null, null, false, null, null, state, null, "asked by topic"));
        BinaryOperator<String> reason = (end, text) -> end + " not ready: " + text;
        cells(
                (src, dst) -> src.equals(label),
                (src, dst) -> CellReport.notRun(src, dst, reason.apply("source", state)));
        return cells(
                (src, dst) -> dst.equals(label),
                (src, dst) -> CellReport.notRun(src, dst, reason.apply("destination", state)));
    }

    public Report build() {
        NodeLabel first = nodes.get(0);
        AnchorReport anchor = new AnchorReport(
                first, "http://127.0.0.1:22000", id(first), "b".repeat(64), "0.48.1", nodes.size() - 1);
        return Report.of(
                "00112233445566778899aabbccddeeff",
                plane,
                (sparse
                                ? Report.Scope.sparse(cells.size(), samples, excluded)
                                : Report.Scope.allPairs(nodes.size(), samples, excluded))
                        .sized(sizes)
                        .tolerating(toleratedLoss),
                anchored ? anchor : null,
                List.copyOf(roster.values()),
                List.copyOf(cells.values()),
                4 * nodes.size(),
                new Report.Timing(120, 210, 340, 570),
                ending,
                Map.of("strangers", 0L, "unreadable_frames", 1L),
                warnings,
                epochs,
                origin);
    }
}
