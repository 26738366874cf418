package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.latency.HopTimes;
import dev.x0xtest.coordinator.report.AnchorReport;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.CellView;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.coordinator.run.cell.Cell;
import dev.x0xtest.coordinator.run.cell.CellReports;
import dev.x0xtest.coordinator.run.find.Discovery;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.node.Roster;
import dev.x0xtest.coordinator.run.terms.Channel;
import dev.x0xtest.coordinator.run.terms.DeclaredCells;
import dev.x0xtest.coordinator.run.terms.RunClock;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.wire.AgentId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the report from the state of a run at its end. */
final class ReportBuilder {
    private ReportBuilder() {}

    static Report report(
            RunConfig config,
            RunEvent.Started anchor,
            Roster roster,
            Discovery discovery,
            List<Cell> cells,
            @Nullable Ending ending,
            RunClock clock,
            int controlDms,
            Map<String, Long> counters,
            List<String> warnings,
            int epochs,
            List<Fact> facts,
            @Nullable Origin origin) {
        AnchorReport anchorReport = new AnchorReport(
                config.anchor(),
                anchor.apiBase(),
                new AgentId(anchor.agentId()),
                anchor.machineId(),
                anchor.x0xd(),
                anchor.peers());
        List<RosterEntry> entries = roster.nodes().stream()
                .map(node -> entry(node, ending, discovery.trace(node)))
                .toList();
        int samples = config.limits().samples();
        List<CellReport> reports = new CellView(
                cells.size() / samples,
                new Pairs(cells, samples, config.limits().sizes(), ending));
        return Report.of(
                        config.runId(),
                        config.plane(),
                        scope(config),
                        anchorReport,
                        entries,
                        reports,
                        controlDms,
                        clock.timing(),
                        ending,
                        counters,
                        warnings,
                        epochs,
                        origin)
                .with(facts);
    }

    /** A run that never got an answer from its anchor: every cell is NOT_RUN. */
    static Report withoutAnchor(
            RunConfig config,
            @Nullable Ending cause,
            RunClock clock,
            Map<String, Long> counters,
            @Nullable Origin origin) {
        Ending ending = cause == null ? Ending.noAnchor("the anchor never answered") : cause;
        String reason = "not tried before " + ending.when();
        List<RunConfig.Node> roster = config.roster();
        List<RosterEntry> entries = roster.stream()
                .map(node -> new RosterEntry(
                        node.label(), node.pinned(), null, node.pinned() != null, null, null, "not sought", null, ""))
                .toList();
        DeclaredCells declared = config.declared();
        List<CellReport> cells = declared == null ? allNotRun(roster, reason) : notRun(declared, roster, reason);
        return Report.of(
                config.runId(),
                config.plane(),
                scope(config),
                null,
                entries,
                cells,
                0,
                clock.timing(),
                ending,
                counters,
                List.of(),
                1,
                origin);
    }

    private static List<CellReport> allNotRun(List<RunConfig.Node> roster, String reason) {
        int others = Math.max(0, roster.size() - 1);
        return new CellView(roster.size() * others, pair -> {
            int from = pair / others;
            int to = pair % others;
            return CellReport.notRun(
                    roster.get(from).label(),
                    roster.get(to < from ? to : to + 1).label(),
                    reason);
        });
    }

    private static List<CellReport> notRun(DeclaredCells declared, List<RunConfig.Node> roster, String reason) {
        return declared.pairs(roster.stream().map(RunConfig.Node::label).toList())
                .map(pair -> CellReport.notRun(pair.from(), pair.to(), reason))
                .toList();
    }

    /** The state of an ended run no longer changes, so each cell is rendered only when it is read. */
    private record Pairs(
            List<Cell> cells,
            int samples,
            List<Integer> sizes,
            @Nullable Ending ending) implements CellView.Source {
        private List<Cell> of(int pair) {
            return cells.subList(pair * samples, (pair + 1) * samples);
        }

        @Override
        public CellReport cell(int pair) {
            return CellReports.of(of(pair), sizes).under(ending);
        }

        @Override
        public List<HopTimes> times(int pair) {
            return CellReports.times(of(pair));
        }
    }

    private static Report.Scope scope(RunConfig config) {
        List<Integer> sizes = config.limits().payloadSizes();
        int samples = config.limits().samples();
        Report.Scope scope = config.sparse()
                ? Report.Scope.sparse(config.pairs(), samples, config.excluded())
                : Report.Scope.allPairs(config.roster().size(), samples, config.excluded());
        return scope.sized(sizes == null ? List.of() : sizes).tolerating(config.toleratedLoss());
    }

    private static RosterEntry entry(NodeState node, @Nullable Ending ending, String discovery) {
        String when = ending == null ? "the run ended" : ending.when();
        String state = switch (node.phase()) {
            case SOUGHT -> "not found before " + when;
            case FOUND -> "found, but not ready before " + when;
            case READY -> RosterEntry.READY;
            case GIVEN_UP -> node.givenUp();
        };
        return new RosterEntry(
                node.label(),
                node.agentId(),
                node.machineId(),
                node.pinned(),
                node.runner(),
                node.x0xd(),
                state,
                label(node.channel()),
                discovery,
                node.ledger());
    }

    private static @Nullable String label(@Nullable Channel channel) {
        return channel == null ? null : channel.label();
    }
}
