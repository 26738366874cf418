package dev.x0xtest.coordinator.picture;

import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.SampleCells;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A report in which everything that a node, a daemon or a host can say tries to be markup. */
public final class HostileReport {
    /** What all of them say. */
    public static final String EVIL =
            "\"'><script>window.evil=1</script><img src=x onerror=window.evil=1>\u001b[31m\u202e"
                    + "</title></style>]]>&lt;";

    private HostileReport() {}

    /** Of nodes named n1 and so on: n1 refuses n2, and n3 is not ready. */
    public static Report of(int nodes) {
        String[] labels =
                IntStream.rangeClosed(1, nodes).mapToObj(number -> "n" + number).toArray(String[]::new);
        NodeLabel third = new NodeLabel("n3");
        return SampleReport.of(labels)
                .silent("n3")
                .entry(new RosterEntry(third, SampleReport.id(third), EVIL, false, EVIL, EVIL, EVIL, EVIL, EVIL))
                .cells((src, dst) -> src.equals("n1") && dst.equals("n2"), (s, d) -> SampleCells.refused(s, d, EVIL))
                .cells((src, dst) -> src.equals("n2") && dst.equals("n1"), SampleCells::unobserved)
                .warning(EVIL)
                .origin(new Origin(EVIL, EVIL, EVIL, List.of(EVIL), Map.of(EVIL, EVIL), Map.of(EVIL, EVIL)))
                .ending(new Ending(Ending.Cause.DEADLINE, EVIL, EVIL))
                .build()
                .with(List.of(Fact.said(third, null, Fact.Source.STATUS, EVIL, EVIL, 5)));
    }
}
