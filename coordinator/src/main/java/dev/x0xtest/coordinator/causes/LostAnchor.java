package dev.x0xtest.coordinator.causes;

import dev.x0xtest.coordinator.causes.cells.Cells;
import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.causes.kind.Subject;
import dev.x0xtest.coordinator.report.AnchorReport;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Report;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The anchor's daemon was lost, or refused the token: why nobody can tell of the cells that were open. A fact. Pure. */
final class LostAnchor {
    /** The run itself has ended by it: a million to one. */
    private static final double SURE = 6;

    private LostAnchor() {}

    /** The cells that it explains; {@code told} are those that have a cause. */
    static List<Integer> places(Report report, Cells cells, boolean[] told) {
        Ending ending = report.ending();
        boolean lost = ending != null
                && (ending.cause() == Ending.Cause.ANCHOR_LOST || ending.cause() == Ending.Cause.TOKEN_REFUSED);
        return lost && report.anchor() != null
                ? IntStream.range(0, cells.size())
                        .filter(place -> cells.unobserved(place) && !told[place])
                        .boxed()
                        .toList()
                : List.of();
    }

    /** The cause of these cells; empty: there are none. */
    static Optional<Cause> of(Report report, Cells cells, List<Integer> places, String id) {
        AnchorReport anchor = report.anchor();
        Ending ending = report.ending();
        return anchor == null || ending == null || places.isEmpty()
                ? Optional.empty()
                : Optional.of(new Cause(
                        id,
                        CauseKind.ANCHOR,
                        new Subject.Node(anchor.node()),
                        null,
                        Cause.Severity.RED,
                        SURE,
                        null,
                        ending.cause() == Ending.Cause.TOKEN_REFUSED
                                ? List.of("token")
                                : List.of("host", "daemon", "way to it"),
                        cells.pairs(places),
                        List.of(),
                        List.of(),
                        List.of()));
    }
}
