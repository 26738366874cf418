package dev.x0xtest.coordinator.report;

import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/** Ready-made reports of runs that users may see. */
public final class SampleReports {
    private static final String[] SIX = {"nyc", "sfo", "helsinki", "nuremberg", "singapore", "sydney"};

    private SampleReports() {}

    public static Report pass() {
        return SampleReport.of(SIX).build();
    }

    /** Helsinki has blocked Nuremberg. Two cells are refuted, each with its own outcome. */
    public static Report blockedContact() {
        return SampleReport.of(SIX)
                .cells(is("nuremberg", "helsinki"), SampleCells::missing)
                .cells(is("helsinki", "nuremberg"), SampleCells::blocked)
                .build();
    }

    public static Report silentNode() {
        return SampleReport.of(SIX).silent("sfo").build();
    }

    /**
     * Each node sends to the two that come after it in the list, and from helsinki on nuremberg receives nothing of the first.
     * Tokyo was asked for, and no pair of it is measured.
     */
    public static Report sparse() {
        List<String> order = List.of(SIX);
        return SampleReport.of("nyc", "sfo", "helsinki", "nuremberg", "singapore", "sydney", "tokyo")
                .entry(new RosterEntry(
                        new NodeLabel("tokyo"), null, null, false, null, null, RosterEntry.LEFT_OUT, null, ""))
                .sparse((src, dst) -> order.contains(src)
                        && order.contains(dst)
                        && List.of(1, 2).contains(Math.floorMod(order.indexOf(dst) - order.indexOf(src), SIX.length)))
                .cells(is("helsinki", "nuremberg"), SampleCells::refusedByTimeout)
                .build();
    }

    public static Report interrupted() {
        return SampleReport.of(SIX)
                .cells(
                        (src, dst) -> src.equals("sydney") || src.equals("singapore"),
                        (src, dst) -> CellReport.notRun(src, dst, "not tried before the run was interrupted"))
                .partial(Report.INTERRUPTED)
                .exclude("tokyo")
                .build();
    }

    public static Report withoutAnchor() {
        Ending ending = Ending.noAnchor("no x0xd answers at http://127.0.0.1:22000: Connection refused");
        return SampleReport.of(SIX)
                .cells(
                        (src, dst) -> true,
                        (src, dst) -> CellReport.notRun(src, dst, "not tried before " + ending.when()))
                .withoutAnchor()
                .ending(ending)
                .build();
    }

    /** Contains each outcome and each kind of next step once, a duplicate and a retry. */
    public static Report everyOutcome() {
        NodeLabel nyc = new NodeLabel("nyc");
        NodeLabel sfo = new NodeLabel("sfo");
        return SampleReport.of(SIX)
                .cells(is("nyc", "sfo"), SampleCells::missing)
                .cells(is("sfo", "nyc"), SampleCells::blocked)
                .cells(is("nyc", "helsinki"), (s, d) -> SampleCells.refused(s, d, "503 recipient_undiscovered"))
                .cells(is("nyc", "sydney"), (s, d) -> SampleCells.refused(s, d, "504 timeout"))
                .cells(is("sfo", "helsinki"), SampleCells::unacked)
                .cells(is("sfo", "sydney"), (s, d) -> SampleCells.of(s, d, CellOutcome.WRONG_PLANE, "went by relayed"))
                .cells(
                        is("helsinki", "nyc"),
                        (s, d) -> SampleCells.of(s, d, CellOutcome.LATE, "seen after the hop deadline"))
                .cells(is("helsinki", "sfo"), (s, d) -> SampleCells.of(s, d, CellOutcome.CORRUPT, null))
                .cells(is("helsinki", "sydney"), (s, d) -> SampleCells.of(s, d, CellOutcome.IMPOSTOR, null))
                .cells(is("sydney", "nyc"), SampleCells::unobserved)
                .cells(is("sydney", "sfo"), SampleCells::unverified)
                .cells(
                        is("sydney", "helsinki"),
                        (s, d) -> CellReport.notRun(s, d, "not tried before the deadline of 2 min"))
                .cell(duplicate(nyc, new NodeLabel("singapore")))
                .cell(retried(sfo, new NodeLabel("singapore")))
                .warning("a mixed fleet: x0xd 0.39.3 (sfo), 0.48.1 (nyc, helsinki, nuremberg, singapore, sydney)")
                .build();
    }

    /** Has nodes named {@code node001} and so on, or long labels if asked for, for tests of the layout. */
    public static Report large(int nodes, boolean longLabels) {
        String form = longLabels ? "rack%03d.cellar.example-site.net" : "node%03d";
        String[] labels = IntStream.rangeClosed(1, nodes)
                .mapToObj(number -> String.format(Locale.ROOT, form, number))
                .toArray(String[]::new);
        return SampleReport.of(labels)
                .cells(is(labels[0], labels[nodes - 1]), SampleCells::missing)
                .cells(is(labels[nodes - 1], labels[0]), SampleCells::unobserved)
                .build();
    }

    private static BiPredicate<String, String> is(String src, String dst) {
        return (from, to) -> from.equals(src) && to.equals(dst);
    }

    private static CellReport duplicate(NodeLabel src, NodeLabel dst) {
        CellReport cell = SampleCells.proven(src, dst, Plane.RAW);
        return new CellReport(
                src,
                dst,
                cell.outcome(),
                null,
                null,
                cell.path(),
                Map.of(),
                1,
                4L,
                true,
                1,
                List.of(),
                cell.evidence());
    }

    private static CellReport retried(NodeLabel src, NodeLabel dst) {
        CellReport cell = SampleCells.proven(src, dst, Plane.RAW);
        List<String> flags = List.of("retried", "unverified");
        return new CellReport(
                src, dst, cell.outcome(), null, null, cell.path(), Map.of(), 2, 5L, false, 0, flags, cell.evidence());
    }
}
