package dev.x0xtest.coordinator.causes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.causes.kind.Subject;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleCells;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.testkit.report.ReportSchema;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Causes of more than one node or pair. Each report with one fits the schema. */
class WideCausesTest {
    private static final String[] SIX = {"nyc", "sfo", "helsinki", "nuremberg", "singapore", "sydney"};
    private static final List<String> FAR = List.of("singapore", "sydney");

    private static List<Fact> regions() {
        List<Fact> facts = new ArrayList<>();
        for (String label : SIX) {
            String region = FAR.contains(label) ? "region=asia" : "region=west";
            facts.add(Fact.said(new NodeLabel(label), null, Fact.Source.STATUS, Fact.GROUP, region, 0));
        }
        return facts;
    }

    private static CellReport refused(NodeLabel src, NodeLabel dst) {
        return SampleCells.refused(src, dst, "502 peer_disconnected");
    }

    private static Cause only(Report report) {
        ReportSchema.assertValid(ReportJson.text(report));
        Causes causes = Causes.of(report);
        assertThat(causes.list()).as("%s", causes).hasSize(1);
        return causes.list().get(0);
    }

    private static boolean crosses(String src, String dst) {
        return FAR.contains(src) != FAR.contains(dst);
    }

    @Test
    void aCutBetweenTwoRegionsIsOneCause() {
        Report report = SampleReport.of(SIX)
                .cells(WideCausesTest::crosses, WideCausesTest::refused)
                .build()
                .with(regions());
        Cause cause = only(report);
        assertThat(cause.kind()).isEqualTo(CauseKind.GROUP_CUT);
        assertThat(cause.subject()).isInstanceOfSatisfying(Subject.Groups.class, groups -> {
            assertThat(groups.both()).isTrue();
            assertThat(List.of(groups.from(), groups.to())).containsExactlyInAnyOrder("region=asia", "region=west");
        });
        assertThat(cause.explains()).hasSize(16);
    }

    @Test
    void aCutInOneDirectionSaysWhich() {
        Report report = SampleReport.of(SIX)
                .cells((src, dst) -> crosses(src, dst) && FAR.contains(dst), WideCausesTest::refused)
                .cells((src, dst) -> crosses(src, dst) && FAR.contains(src), SampleCells::unacked)
                .build()
                .with(regions());
        assertThat(only(report).subject()).isInstanceOfSatisfying(Subject.Groups.class, groups -> {
            assertThat(groups.both()).isFalse();
            assertThat(groups.to()).isEqualTo("region=asia");
        });
    }

    @Test
    void withoutLabelsThereIsNoGroup() {
        Report report = SampleReport.of(SIX)
                .cells(WideCausesTest::crosses, WideCausesTest::refused)
                .build();
        assertThat(Causes.of(report).list()).extracting(Cause::kind).doesNotContain(CauseKind.GROUP_CUT);
    }

    @Test
    void aPlaneThatDeliversNothingAnywhereIsOneCause() {
        Report report = SampleReport.of(SIX)
                .cells((src, dst) -> true, WideCausesTest::refused)
                .build();
        Cause cause = only(report);
        assertThat(cause.kind()).isEqualTo(CauseKind.PLANE);
        assertThat(cause.subject())
                .isInstanceOfSatisfying(
                        Subject.Delivery.class,
                        delivery -> assertThat(delivery.plane()).isEqualTo(Plane.RAW));
    }

    @Test
    void aWayThatLosesLargeMessagesWithoutAKnownSizeFitsTheSchema() {
        Report report = SampleReport.of("nyc", "sfo", "helsinki", "sydney")
                .sizes(List.of(2_048))
                .cells((src, dst) -> src.equals("nyc") && dst.equals("sfo"), WideCausesTest::refused)
                .build();
        assertThat(only(report).kind()).isEqualTo(CauseKind.MTU);
    }
}
