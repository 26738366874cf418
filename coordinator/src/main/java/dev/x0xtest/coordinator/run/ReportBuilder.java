package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.report.AnchorReport;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Evidence;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.Scope;
import dev.x0xtest.wire.AgentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns what a run knows at its end into the report. */
final class ReportBuilder {
    private static final int MAX_IDS = 8;

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
        List<CellReport> reports = cells.stream().map(ReportBuilder::cell).toList();
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
        return Scope.allPairs(config.roster().size(), config.excluded());
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

    private static CellReport cell(Cell cell) {
        Attempt last = cell.speaker();
        if (last == null || last.judgement == null) {
            String reason = cell.notRun == null ? "not reached" : cell.notRun;
            return CellReport.notRun(cell.source.label, cell.destination.label, reason);
        }
        CellJudge.Judgement judgement = last.judgement;
        SenderRecord sender = last.sender == null ? new SenderRecord.NoReport("no answer") : last.sender;
        boolean proven = judgement.outcome() == CellOutcome.PROVEN;
        SenderRecord.Accepted accepted = sender instanceof SenderRecord.Accepted yes ? yes : null;
        boolean firstOk = proven
                && last.number == 1
                && accepted != null
                && accepted.retriesUsed() == 0
                && accepted.runnerAttempts() == 1;
        return new CellReport(
                cell.source.label,
                cell.destination.label,
                judgement.outcome(),
                judgement.reason(),
                judgement.code(),
                accepted == null ? null : accepted.path(),
                cell.attempts.size(),
                sendMs(sender),
                firstOk,
                cell.attempts.stream().mapToInt(Attempt::duplicates).sum(),
                flags(cell, last),
                evidence(cell, last, sender));
    }

    private static @Nullable Long sendMs(SenderRecord sender) {
        if (sender instanceof SenderRecord.Accepted accepted) {
            return accepted.sendMs();
        }
        return sender instanceof SenderRecord.Refused refused ? refused.sendMs() : null;
    }

    private static List<String> flags(Cell cell, Attempt last) {
        TreeSet<String> flags = new TreeSet<>(last.flags());
        if (cell.attempts.size() > 1) {
            flags.add("retried");
        }
        return List.copyOf(flags);
    }

    private static Evidence evidence(Cell cell, Attempt last, SenderRecord sender) {
        return new Evidence(
                phrase(sender),
                last.sighted(),
                last.gap == null ? Evidence.COVERED : last.gap,
                last.control(),
                cell.attempts.stream().map(Attempt::requestId).limit(MAX_IDS).toList());
    }

    private static String phrase(SenderRecord sender) {
        if (sender instanceof SenderRecord.Accepted accepted) {
            return "ok by " + accepted.path() + " in " + accepted.sendMs() + " ms"
                    + (accepted.retriesUsed() > 0 ? ", daemon retried " + accepted.retriesUsed() : "")
                    + (accepted.runnerAttempts() > 1 ? ", runner tried " + accepted.runnerAttempts() : "");
        }
        if (sender instanceof SenderRecord.Refused refused) {
            return "error " + refused.code() + " after " + refused.sendMs() + " ms";
        }
        return sender instanceof SenderRecord.NotAttempted not
                ? "not attempted: " + not.reason()
                : ((SenderRecord.NoReport) sender).reason();
    }
}
