package dev.x0xtest.coordinator.run;

import dev.x0xtest.wire.plan.ColumnEntry;
import dev.x0xtest.wire.plan.HopId;
import java.util.ArrayList;
import java.util.List;

/** The try of a cell that a plan covers: both witnesses are entries of the runners' reports. */
final class PlannedAttempt extends Attempt {
    /** A receiver may say any number; the sum over all cells has to stay one. */
    private static final int MOST_DUPLICATES = 10_000;

    private final String run;
    private final PlannedNode from;
    private final PlannedNode to;
    private final ReceiverRecord receiver;
    private final List<ColumnEntry> seen;

    PlannedAttempt(
            Cell cell, String run, PlannedNode from, PlannedNode to, ReceiverRecord receiver, List<ColumnEntry> seen) {
        super(cell, 1);
        this.run = run;
        this.from = from;
        this.to = to;
        this.receiver = receiver;
        this.seen = seen;
    }

    @Override
    String requestId() {
        return new HopId(run, from.index, to.index, cell.sample, 1).text();
    }

    @Override
    ReceiverRecord receiver(long hopNanos) {
        return receiver;
    }

    @Override
    int duplicates() {
        return Math.max(0, arrivals(ColumnEntry.INTACT) - 1);
    }

    private int arrivals(String what) {
        long arrivals = seen.stream()
                .filter(entry -> entry.what().equals(what))
                .mapToLong(ColumnEntry::count)
                .sum();
        return (int) Math.max(0, Math.min(MOST_DUPLICATES + 1, arrivals));
    }

    @Override
    List<String> flags() {
        List<String> flags = new ArrayList<>();
        for (ColumnEntry entry : seen) {
            if (entry.what().equals(ColumnEntry.INTACT)) {
                add("unverified", !entry.verified(), flags);
                add("source:history", entry.source().equals("history"), flags);
            }
        }
        return flags;
    }

    private static void add(String flag, boolean applies, List<String> flags) {
        if (applies && !flags.contains(flag)) {
            flags.add(flag);
        }
    }

    @Override
    String sighted() {
        int intact = arrivals(ColumnEntry.INTACT);
        return (intact == 0 ? "did not see it" : "saw it")
                + (intact > 1 ? " " + intact + " times" : "")
                + (arrivals(ColumnEntry.CORRUPT) > 0 ? ", saw other bytes under its id" : "")
                + (arrivals(ColumnEntry.FOREIGN) > 0 ? ", saw it from another agent" : "");
    }

    @Override
    String control() {
        return from.control();
    }
}
