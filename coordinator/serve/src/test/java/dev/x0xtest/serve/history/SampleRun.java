package dev.x0xtest.serve.history;

import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.latency.HopTimes;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.CellView;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds runs that have ended. Every pair takes a time of its own, and is proven unless it is said otherwise. */
public final class SampleRun {
    public static final Scope SCOPE = new Scope(new NetworkName("test"), Plane.RAW);

    private final List<String> labels;
    private final Map<String, CellOutcome> outcomes = new HashMap<>();
    private final Map<String, String> agents = new HashMap<>();
    private Set<String> only = Set.of();
    private RunKind kind = RunKind.FULL;
    private Scope scope = SCOPE;
    private int slowerUs;

    private SampleRun(List<String> labels) {
        this.labels = labels;
    }

    public static SampleRun of(String... labels) {
        return new SampleRun(List.of(labels));
    }

    /** A pair ends so. */
    public SampleRun with(String src, String dst, CellOutcome outcome) {
        outcomes.put(src + ">" + dst, outcome);
        return this;
    }

    /** Measures these pairs only, each {@code src>dst}. */
    public SampleRun only(String... pairs) {
        only = Set.of(pairs);
        return this;
    }

    /** A node has another agent than usual; an empty text: its agent is unknown. */
    public SampleRun agent(String label, String seed) {
        agents.put(label, seed);
        return this;
    }

    public SampleRun kind(RunKind other) {
        kind = other;
        return this;
    }

    public SampleRun scope(Scope other) {
        scope = other;
        return this;
    }

    public SampleRun slower(int us) {
        slowerUs = us;
        return this;
    }

    /** The time of a pair in us. */
    public static int us(String src, String dst) {
        return 1_000 + Math.floorMod((src + ">" + dst).hashCode(), 200_000);
    }

    /** The agent of a label in every run that does not say otherwise. */
    public static AgentId agent(String label) {
        return new AgentId(String.format("%064x", label.hashCode() & 0xffff_ffffL));
    }

    /** The run; it takes ten seconds. */
    public EndedRun ended(String runId, long endedMs) {
        List<RosterEntry> roster = new ArrayList<>();
        for (String label : labels) {
            String seed = agents.getOrDefault(label, label);
            roster.add(new RosterEntry(
                    new NodeLabel(label),
                    seed.isEmpty() ? null : agent(seed),
                    "machine",
                    true,
                    "x0xtest-runner/0.1.0",
                    "0.48.1",
                    RosterEntry.READY,
                    "dm",
                    "raw"));
        }
        List<CellReport> cells = new ArrayList<>();
        for (String src : labels) {
            for (String dst : labels) {
                if (!src.equals(dst) && (only.isEmpty() || only.contains(src + ">" + dst))) {
                    cells.add(cell(src, dst));
                }
            }
        }
        CellView view = new CellView(cells.size(), new CellView.Source() {
            @Override
            public CellReport cell(int index) {
                return cells.get(index);
            }

            @Override
            public List<HopTimes> times(int index) {
                CellReport cell = cells.get(index);
                long us = (long) us(cell.src().text(), cell.dst().text()) + slowerUs;
                return cell.proven() ? List.of(new HopTimes(us, us, null, null)) : List.of();
            }
        });
        Report report = Report.of(
                runId,
                scope.plane(),
                new Report.Scope(only.isEmpty() ? Report.Scope.ALL_PAIRS : "sparse", cells.size(), 1, List.of()),
                null,
                roster,
                view,
                labels.size(),
                new Report.Timing(1, 2, 3, 4),
                null,
                Map.of(),
                List.of(),
                1,
                null);
        return new EndedRun(scope, kind, "every", endedMs - 10_000, endedMs, report, Causes.NONE);
    }

    private CellReport cell(String src, String dst) {
        CellOutcome outcome = outcomes.getOrDefault(src + ">" + dst, CellOutcome.PROVEN);
        return new CellReport(
                new NodeLabel(src),
                new NodeLabel(dst),
                outcome,
                outcome == CellOutcome.PROVEN ? null : "said \u001b[31m<b>so</b>",
                outcome == CellOutcome.REFUSED ? "403" : null,
                null,
                Map.of(),
                1,
                null,
                outcome == CellOutcome.PROVEN,
                0,
                List.of(),
                new CellReport.Evidence("", "", "", "", List.of()));
    }

    /** The id of the run of this number. */
    public static String id(long number) {
        return String.format("%032x", number);
    }
}
