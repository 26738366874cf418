package dev.x0xtest.coordinator.causes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.coordinator.causes.kind.Subject;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleCells;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.report.format.ReportReader;
import dev.x0xtest.testkit.report.ReportSchema;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A node that loses packets is not one that is cut off: what failed works again. The figures are those of real daemons. */
class LossyNodeTest {
    private static final List<String> SIX = List.of("nyc", "sfo", "helsinki", "nuremberg", "singapore", "sydney");
    private static final int SAMPLES = 20;
    private static final long REFUSED_MS = 10_000;

    private static boolean ofHelsinki(String from, String to) {
        return from.equals("helsinki") || to.equals("helsinki");
    }

    /** A pair of many samples. */
    private static CellReport cell(
            CellReport like,
            Map<CellOutcome, Integer> samples,
            CellReport.@Nullable Spread spread,
            CellReport.@Nullable Left left) {
        return new CellReport(
                like.src(),
                like.dst(),
                like.outcome(),
                like.reason(),
                like.code(),
                like.path(),
                samples,
                SAMPLES,
                like.sendMs(),
                spread,
                left,
                like.outcome() == CellOutcome.PROVEN,
                0,
                List.of(),
                like.evidence(),
                List.of());
    }

    private static CellReport proven(NodeLabel src, NodeLabel dst, long leastMs, long upperMs) {
        return cell(
                SampleCells.proven(src, dst, Plane.RAW),
                Map.of(CellOutcome.PROVEN, SAMPLES),
                new CellReport.Spread(leastMs, upperMs),
                null);
    }

    /** Seven hops arrived; then two in a row failed, so the others were not tried. */
    private static CellReport failed(NodeLabel src, NodeLabel dst, long refusedMs, long arrivedMs) {
        return cell(
                SampleCells.refused(src, dst, "502 peer_disconnected"),
                Map.of(CellOutcome.PROVEN, 7, CellOutcome.REFUSED, 2, CellOutcome.NOT_RUN, 11),
                null,
                new CellReport.Left(refusedMs, arrivedMs));
    }

    private static SampleReport six() {
        return SampleReport.of(SIX.toArray(String[]::new));
    }

    /** All pairs are proven, those of helsinki slowly. */
    private static SampleReport slowHelsinki() {
        return six().cells((from, to) -> true, (src, dst) -> proven(src, dst, 20, 28))
                .cells(LossyNodeTest::ofHelsinki, (src, dst) -> proven(src, dst, 20, 240));
    }

    private static Report losing(SampleReport report, long helsinki) {
        long[] lost = {94, 154, helsinki, 156, 53, 145};
        return report.samples(SAMPLES)
                .build()
                .with(Stream.concat(
                                IntStream.range(0, lost.length)
                                        .mapToObj(node -> Fact.of(
                                                new NodeLabel(SIX.get(node)),
                                                null,
                                                Fact.Source.COUNTER,
                                                Fact.LOST_PACKETS,
                                                lost[node],
                                                0)),
                                Stream.of(Fact.of(
                                        new NodeLabel("nyc"),
                                        new NodeLabel("helsinki"),
                                        Fact.Source.STATUS,
                                        Fact.LAST_RECEIVED_AGO_MS,
                                        7,
                                        0)))
                        .toList());
    }

    private static CellReport late(NodeLabel src, NodeLabel dst) {
        return cell(
                SampleCells.of(src, dst, CellOutcome.LATE, "seen after the hop deadline"),
                Map.of(CellOutcome.PROVEN, SAMPLES - 1, CellOutcome.LATE, 1),
                new CellReport.Spread(20, 240),
                new CellReport.Left(null, 9_000L));
    }

    private static Report failing(int later) {
        return failing(later, 0);
    }

    /** Each pair of helsinki fails; {@code later} of ten carried a message after that, and {@code early} failed before. */
    private static Report failing(int later, int early) {
        int[] made = {0};
        return losing(
                six().cells(LossyNodeTest::ofHelsinki, (src, dst) -> {
                    int number = made[0]++;
                    boolean first = number >= 10 - early;
                    return failed(
                            src,
                            dst,
                            first ? REFUSED_MS / 100 : REFUSED_MS,
                            number < later ? 3 * REFUSED_MS : first ? 0 : REFUSED_MS - 200);
                }),
                859);
    }

    private static Cause only(Report report) {
        Causes causes = Causes.of(report);
        assertThat(causes.status()).as("%s", causes).isEqualTo(Causes.Status.NAMED);
        assertThat(causes.list()).as("%s", causes).hasSize(1);
        assertThat(causes.list().get(0).subject()).isEqualTo(new Subject.Node(new NodeLabel("helsinki")));
        return causes.list().get(0);
    }

    @Test
    void whatFailsForGoodInTheMiddleOfARunIsNoLoss() {
        assertThat(only(failing(0)).kind()).isIn(CauseKind.NODE, CauseKind.DESTINATION_IN);
    }

    /** One of its five links happened to fail both ways. */
    @Test
    void oneLinkOfANodeThatLosesPacketsIsNotBroken() {
        SampleReport link = six().cells(
                        (from, to) -> ofHelsinki(from, to) && (from.equals("sydney") || to.equals("sydney")),
                        (src, dst) -> failed(src, dst, REFUSED_MS, REFUSED_MS - 200));
        assertThat(only(losing(link, 755)).kind()).isEqualTo(CauseKind.SLOW);
        assertThat(Causes.of(losing(link, 190)).list()).extracting(Cause::kind).containsExactly(CauseKind.LINK);
    }

    /** Some pairs have failed once long before. */
    @Test
    void earlyFailuresOfTheirOwnDoNotExcuseABrokenWay() {
        assertThat(only(failing(0, 2)).kind()).isIn(CauseKind.NODE, CauseKind.DESTINATION_IN);
    }

    /** Its host was busy, which explains nothing of its pairs: those that are not proven are left over. */
    @Test
    void aPairIsExplainedOrLeftOver() {
        Report report = losing(
                        slowHelsinki()
                                .cells(
                                        (from, to) -> from.equals("helsinki") && to.equals("nuremberg"),
                                        LossyNodeTest::late),
                        0)
                .with(List.of(
                        Fact.of(new NodeLabel("helsinki"), null, Fact.Source.STATUS, Fact.WORST_DELAY_MS, 2_000, 0)));
        Causes causes = Causes.of(report);
        assertThat(causes.list()).extracting(Cause::kind).contains(CauseKind.HOST_BUSY);
        assertThat(causes.list().stream()
                                .mapToInt(cause -> cause.explains().size())
                                .sum()
                        + causes.unexplained().size())
                .isEqualTo(1);
    }

    @Test
    void whatWorksAgainAfterItHasFailedIsLoss() {
        for (int later : new int[] {5, 10}) {
            Cause cause = only(failing(later));
            assertThat(cause.kind()).as("%d pairs", later).isEqualTo(CauseKind.SLOW);
            assertThat(cause.explains()).hasSize(10);
        }
    }

    @Test
    void aBusyHostAmongTheOthersDoesNotHideANodeThatLosesPackets() {
        SampleReport report = slowHelsinki()
                .cells((from, to) -> from.equals("nyc") && to.equals("sfo"), (src, dst) -> proven(src, dst, 20, 900));
        assertThat(only(losing(report, 1_161)).kind()).isEqualTo(CauseKind.SLOW);
        assertThat(Causes.of(losing(report, 100)).list()).isEmpty();
    }

    @Test
    void aLateMessageOfANodeThatLosesPacketsIsExplained() {
        Report report = losing(
                slowHelsinki()
                        .cells((from, to) -> from.equals("helsinki") && to.equals("nuremberg"), LossyNodeTest::late),
                1_161);
        Cause cause = only(report);
        assertThat(cause.kind()).isEqualTo(CauseKind.SLOW);
        assertThat(cause.explains()).hasSize(1);
        assertThat(cause.contradicts()).isEmpty();
    }

    /** A message that is late has arrived: a way that is broken does not explain it. */
    @Test
    void aLateMessageIsNotExplainedByABrokenWay() {
        Report report = six().cells(
                        (from, to) -> to.equals("helsinki"),
                        (src, dst) -> SampleCells.refused(src, dst, "502 peer_disconnected"))
                .cells(
                        (from, to) -> from.equals("helsinki"),
                        (src, dst) -> SampleCells.of(src, dst, CellOutcome.LATE, "seen after the hop deadline"))
                .build();
        assertThat(Causes.of(report).list())
                .flatMap(Cause::explains)
                .extracting(Pair::src)
                .doesNotContain(new NodeLabel("helsinki"));
        assertThat(Causes.of(report).unexplained()).hasSize(5);
    }

    @Test
    void aReportKeepsWhenHopsLeft() throws IOException {
        kept(failing(5));
        kept(losing(six().cells(LossyNodeTest::ofHelsinki, LossyNodeTest::late), 859));
    }

    private static void kept(Report report) throws IOException {
        String json = ReportJson.text(report);
        ReportSchema.assertValid(json);
        Report read = ReportReader.of(new ObjectMapper().readTree(json));
        assertThat(read.cells())
                .extracting(CellReport::left)
                .isEqualTo(report.cells().stream().map(CellReport::left).toList());
        assertThat(Causes.of(read)).isEqualTo(Causes.of(report));
    }
}
