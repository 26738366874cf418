package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.report.AnchorReport;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.Scope;
import dev.x0xtest.wire.AgentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what a run knows at its end into the report. */
final class ReportBuilder {
    private ReportBuilder() {}

    static Report report(
            RunConfig config,
            RunEvent.Started anchor,
            Roster roster,
            List<Cell> cells,
            @Nullable String partial,
            RunClock clock,
            int controlDms,
            Map<String, Long> counters,
            List<String> warnings) {
        AnchorReport anchorReport = new AnchorReport(
                config.anchor(),
                anchor.apiBase(),
                new AgentId(anchor.agentId()),
                anchor.machineId(),
                anchor.x0xd(),
                anchor.peers());
        List<RosterEntry> entries =
                roster.nodes().stream().map(ReportBuilder::entry).toList();
        int samples = config.limits().samples();
        List<CellReport> reports = new ArrayList<>(cells.size() / samples);
        for (int pair = 0; pair < cells.size(); pair += samples) {
            reports.add(CellReports.of(cells.subList(pair, pair + samples)));
        }
        return Report.of(
                config.runId(),
                config.plane(),
                scope(config),
                anchorReport,
                entries,
                reports,
                controlDms,
                clock.timing(),
                partial,
                counters,
                warnings);
    }

    /** A run that never got an answer from its anchor: every cell is NOT_RUN. */
    static Report withoutAnchor(
            RunConfig config, @Nullable String partial, RunClock clock, Map<String, Long> counters) {
        String reason = partial == null ? "the anchor never answered" : partial;
        List<CellReport> cells = new ArrayList<>();
        List<RosterEntry> entries = new ArrayList<>();
        for (RosterNode from : config.roster()) {
            entries.add(new RosterEntry(
                    from.label(), from.pinned(), null, from.pinned() != null, null, null, "not sought", null, ""));
            for (RosterNode to : config.roster()) {
                if (!from.equals(to)) {
                    cells.add(CellReport.notRun(from.label(), to.label(), reason));
                }
            }
        }
        return Report.of(
                config.runId(),
                config.plane(),
                scope(config),
                null,
                entries,
                cells,
                0,
                clock.timing(),
                reason,
                counters,
                List.of());
    }

    private static Scope scope(RunConfig config) {
        return Scope.allPairs(config.roster().size(), config.limits().samples(), config.excluded());
    }

    private static RosterEntry entry(NodeState node) {
        String state = node.ready() ? RosterEntry.READY : node.phase == NodeState.Phase.FOUND ? "found" : node.givenUp;
        Exchange discovery = node.discovery;
        return new RosterEntry(
                node.label,
                node.agentId,
                node.machineId,
                node.pinned,
                node.runner,
                node.x0xd,
                state,
                node.channel,
                discovery == null ? "asked by topic" : discovery.trace());
    }
}
