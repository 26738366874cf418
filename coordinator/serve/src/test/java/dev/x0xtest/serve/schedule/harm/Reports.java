package dev.x0xtest.serve.schedule.harm;

import dev.x0xtest.coordinator.report.AnchorReport;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reports for tests. Nodes are called n0, n1 and so on; the anchor is n0. */
public final class Reports {
    private Reports() {}

    public static NodeLabel node(int number) {
        return new NodeLabel("n" + number);
    }

    static Fact counted(int node, String name, long value) {
        return Fact.of(node(node), null, Fact.Source.COUNTER, name, value, 0);
    }

    /** A pair of which one hop was sent. */
    public static CellReport cell(int from, int to, CellOutcome outcome, @Nullable String code) {
        return new CellReport(
                node(from),
                node(to),
                outcome,
                outcome == CellOutcome.PROVEN ? null : "why",
                code,
                null,
                Map.of(),
                outcome == CellOutcome.NOT_RUN ? 0 : 1,
                outcome == CellOutcome.NOT_RUN ? null : Long.valueOf(5),
                outcome == CellOutcome.PROVEN,
                0,
                List.of(),
                new CellReport.Evidence("", "", CellReport.Evidence.NOT_NEEDED, "", List.of()));
    }

    /** A pair that is proven. */
    public static CellReport proven(int from, int to) {
        return cell(from, to, CellOutcome.PROVEN, null);
    }

    static Report healthy(int nodes, Fact... facts) {
        return report(nodes, Reports::proven, List.of()).with(List.of(facts));
    }

    static Report report(int nodes, BiFunction<Integer, Integer, CellReport> cells, List<String> warnings) {
        return report(nodes, cells, warnings, each -> RosterEntry.READY, null);
    }

    /** A report of all pairs with 10 other messages. */
    public static Report report(
            int nodes,
            BiFunction<Integer, Integer, CellReport> cells,
            List<String> warnings,
            IntFunction<String> states,
            @Nullable Ending ending) {
        List<CellReport> all = new ArrayList<>();
        for (int from = 0; from < nodes; from++) {
            for (int to = 0; to < nodes; to++) {
                if (from != to) {
                    all.add(cells.apply(from, to));
                }
            }
        }
        AgentId agent = new AgentId("0".repeat(64));
        return Report.of(
                "0123456789abcdef0123456789abcdef",
                Plane.RAW,
                Report.Scope.allPairs(nodes, 1, List.of()),
                new AnchorReport(node(0), "http://127.0.0.1:1", agent, "m", "0.48.1", nodes - 1),
                IntStream.range(0, nodes)
                        .mapToObj(each -> entry(each, states.apply(each)))
                        .toList(),
                all,
                10,
                new Report.Timing(1, 1, 1, 1),
                ending,
                Map.of(),
                warnings,
                1,
                null);
    }

    private static RosterEntry entry(int node, String state) {
        return new RosterEntry(node(node), null, null, false, "r", "0.48.1", state, "raw", "");
    }
}
