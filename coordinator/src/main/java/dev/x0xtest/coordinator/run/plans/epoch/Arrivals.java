package dev.x0xtest.coordinator.run.plans.epoch;

import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.wire.action.Sighting;
import dev.x0xtest.wire.plan.RunReport;
import java.util.ArrayList;
import java.util.List;

/** The sightings of one hop, added up. Immutable. */
record Arrivals(int intact, int corrupt, int foreign, List<String> flags) {
    /** The hop was seen in the daemon's history only. */
    static final String IN_HISTORY = "source:history";

    /** The daemon's history shows that the hop did not arrive, though the stream had a gap. */
    static final String COVERED_BY_HISTORY = "coverage:history";

    /** A receiver may send any number. This bound keeps the sum over all cells in range. */
    private static final int MOST = 10_001;

    private static final Arrivals NONE = new Arrivals(0, 0, 0, List.of());
    private static final Arrivals ONCE = new Arrivals(1, 0, 0, List.of());

    /** Counts the entries. Nearly all cells share one instance: a fleet of a thousand nodes has a million cells. */
    static Arrivals of(List<RunReport.ColumnEntry> seen) {
        if (seen.isEmpty()) {
            return NONE;
        }
        Arrivals all = new Arrivals(
                count(seen, RunReport.ColumnEntry.INTACT),
                count(seen, RunReport.ColumnEntry.CORRUPT),
                count(seen, RunReport.ColumnEntry.FOREIGN),
                flags(seen));
        return all.equals(ONCE) ? ONCE : all;
    }

    private static int count(List<RunReport.ColumnEntry> seen, String what) {
        long arrivals = 0;
        for (RunReport.ColumnEntry entry : seen) {
            arrivals += entry.what().equals(what) ? entry.count() : 0;
        }
        return (int) Math.max(0, Math.min(MOST, arrivals));
    }

    private static List<String> flags(List<RunReport.ColumnEntry> seen) {
        List<String> flags = new ArrayList<>();
        for (RunReport.ColumnEntry entry : seen) {
            if (entry.what().equals(RunReport.ColumnEntry.INTACT)) {
                add("unverified", !entry.verified(), flags);
                add(IN_HISTORY, entry.source().equals(Sighting.HISTORY), flags);
            }
        }
        return List.copyOf(flags);
    }

    private static void add(String flag, boolean applies, List<String> flags) {
        if (applies && !flags.contains(flag)) {
            flags.add(flag);
        }
    }

    /** The same, where the history closed the gap of the stream. */
    Arrivals coveredByHistory() {
        List<String> more = new ArrayList<>(flags);
        more.add(COVERED_BY_HISTORY);
        return new Arrivals(intact, corrupt, foreign, List.copyOf(more));
    }

    int duplicates() {
        return Math.max(0, intact - 1);
    }

    /** One phrase for the report. */
    String phrase() {
        String seen = flags.contains(IN_HISTORY) ? CellReport.Evidence.FOUND : CellReport.Evidence.SAW;
        String unseen = flags.contains(COVERED_BY_HISTORY)
                ? "did not see it, nor found it in the history of its x0xd"
                : "did not see it";
        return (intact == 0 ? unseen : seen)
                + (intact > 1 ? " " + intact + " times" : "")
                + (corrupt > 0 ? ", saw other bytes under its id" : "")
                + (foreign > 0 ? ", saw it from another agent" : "");
    }
}
