package dev.x0xtest.coordinator.run.plans.epoch;

import dev.x0xtest.wire.plan.RunReport;
import java.util.ArrayList;
import java.util.List;

/** The sightings of one hop, added up. Immutable. */
record Arrivals(int intact, int corrupt, int foreign, List<String> flags) {
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
                add("source:history", entry.source().equals("history"), flags);
            }
        }
        return List.copyOf(flags);
    }

    private static void add(String flag, boolean applies, List<String> flags) {
        if (applies && !flags.contains(flag)) {
            flags.add(flag);
        }
    }

    int duplicates() {
        return Math.max(0, intact - 1);
    }

    /** One phrase for the report. */
    String phrase() {
        return (intact == 0 ? "did not see it" : "saw it")
                + (intact > 1 ? " " + intact + " times" : "")
                + (corrupt > 0 ? ", saw other bytes under its id" : "")
                + (foreign > 0 ? ", saw it from another agent" : "");
    }
}
