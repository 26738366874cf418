package dev.x0xtest.coordinator.causes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.causes.kind.Subject;
import dev.x0xtest.coordinator.render.ReportText;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleCells;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.testkit.report.ReportSchema;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests that a way on which only small messages arrive is told from a dead one. */
class MtuTest {
    private static final String[] SIX = {"nyc", "sfo", "helsinki", "nuremberg", "singapore", "sydney"};
    private static final String ERROR = "502 peer_disconnected";
    private static final List<Integer> SIZES = List.of(64, 700, 1_000, 4_096);
    private static final int FLEETS = 200;

    /** A pair whose messages arrive where {@code arrived} says so, by size. */
    private static CellReport cell(NodeLabel src, NodeLabel dst, boolean... arrived) {
        List<CellReport.Size> sizes = new ArrayList<>();
        boolean all = true;
        for (int size = 0; size < arrived.length; size++) {
            sizes.add(new CellReport.Size(SIZES.get(size), 1, arrived[size] ? 1 : 0, arrived[size] ? 0 : 1, 0));
            all &= arrived[size];
        }
        return (all ? SampleCells.proven(src, dst, Plane.RAW) : SampleCells.refused(src, dst, ERROR)).sized(sizes);
    }

    private static SampleReport six() {
        return SampleReport.of(SIX)
                .sizes(SIZES)
                .cells((from, to) -> true, (src, dst) -> cell(src, dst, true, true, true, true));
    }

    private static NodeLabel node(String label) {
        return new NodeLabel(label);
    }

    @Test
    void onlySmallMessagesArrive() {
        Report report = six().cells(
                        (from, to) -> from.equals("helsinki") && to.equals("sfo"),
                        (src, dst) -> cell(src, dst, true, true, false, false))
                .build();
        Causes causes = Causes.of(report);
        assertThat(causes.status()).isEqualTo(Causes.Status.NAMED);
        assertThat(causes.list()).hasSize(1);
        Cause cause = causes.list().get(0);
        assertThat(cause.kind()).isEqualTo(CauseKind.MTU);
        assertThat(cause.subject()).isEqualTo(new Subject.Path(node("helsinki"), node("sfo"), 700, 1_000));
        assertThat(cause.contradicts()).isEmpty();
        assertThat(CauseWords.text(cause))
                .isEqualTo("messages over 700 bytes do not get from helsinki to sfo; those of 700 bytes do");
        String json = ReportJson.text(report);
        ReportSchema.assertValid(json);
        assertThat(json)
                .contains(
                        "\"subject\":{\"from\":\"helsinki\",\"to\":\"sfo\",\"works_bytes\":700,\"above_bytes\":1000}");
        assertThat(String.join("\n", ReportText.lines(new Judged(report), Console.PLAIN, "out.json")))
                .contains("messages over 700 bytes do not get from helsinki to sfo")
                .contains("for example helsinki -> sfo: 700 bytes arrived, 1,000 did not: ")
                .contains("with messages of 64, 700, 1,000 and 4,096 bytes");
    }

    @Test
    void theWayBackMayFailWithTheConnection() {
        Report report = six().cells(
                        (from, to) -> from.equals("helsinki") && to.equals("sfo"),
                        (src, dst) -> cell(src, dst, true, false, false, false))
                .cells((from, to) -> from.equals("sfo") && to.equals("helsinki"), SampleCells::unacked)
                .build();
        Causes causes = Causes.of(report);
        assertThat(causes.list())
                .extracting(Cause::subject)
                .containsExactly(new Subject.Path(node("helsinki"), node("sfo"), 64, 700));
        assertThat(causes.unexplained()).isEmpty();
    }

    @Test
    void aWayOnWhichNoSizeArrivesIsADeadLink() {
        Report report = six().cells(
                        (from, to) -> from.equals("helsinki") && to.equals("sfo"),
                        (src, dst) -> cell(src, dst, false, false, false, false))
                .cells((from, to) -> from.equals("sfo") && to.equals("helsinki"), SampleCells::unacked)
                .build();
        Cause cause = Causes.of(report).list().get(0);
        assertThat(cause.kind()).isEqualTo(CauseKind.LINK);
        assertThat(NextStep.of(cause).command()).doesNotContain("--payload-sizes");
    }

    /** An x0xd that is started again refuses a few of many messages; the others show that their size arrives. */
    @Test
    void aSizeOfWhichSomeMessagesArrivedIsNotTooLarge() {
        Report report = SampleReport.of(SIX)
                .sizes(List.of(2_048))
                .cells(
                        (from, to) -> from.equals("sydney") && to.equals("nyc"),
                        (src, dst) -> partly(SampleCells.refused(src, dst, ERROR)))
                .build();
        assertThat(Causes.of(report).list()).extracting(Cause::kind).doesNotContain(CauseKind.MTU);
    }

    private static CellReport partly(CellReport cell) {
        return new CellReport(
                cell.src(),
                cell.dst(),
                cell.outcome(),
                cell.reason(),
                cell.code(),
                cell.path(),
                Map.of(CellOutcome.PROVEN, 90, CellOutcome.REFUSED, 10),
                105,
                cell.sendMs(),
                cell.spread(),
                cell.left(),
                cell.firstAttemptOk(),
                cell.duplicates(),
                cell.flags(),
                cell.evidence(),
                cell.sizes());
    }

    /** With large messages alone nobody can tell a dead link from one that loses large packets. */
    @Test
    void aDeadLinkOfARunWithLargeMessagesIsToBeTriedWithSmallOnes() {
        Report report = SampleReport.of(SIX)
                .sizes(List.of(2_048))
                .cells(
                        (from, to) -> from.equals("helsinki") && to.equals("sfo"),
                        (src, dst) -> SampleCells.refused(src, dst, ERROR))
                .cells((from, to) -> from.equals("sfo") && to.equals("helsinki"), SampleCells::unacked)
                .build();
        Cause cause = Causes.of(report).list().get(0);
        assertThat(cause.kind()).isEqualTo(CauseKind.LINK);
        assertThat(cause.candidates()).containsExactly("all messages", "large messages only");
        assertThat(NextStep.of(cause).command()).contains("--payload-sizes 64,700,1000,4096");
    }

    /** One hop that fails where nothing else does is not enough for a cause, but for the same next step. */
    @Test
    void aSingleFailureOfALargeMessageIsToBeTriedWithSmallOnesAsWell() {
        Report report = SampleReport.of(SIX)
                .sizes(List.of(2_048))
                .cells(
                        (from, to) -> from.equals("helsinki") && to.equals("sfo"),
                        (src, dst) -> SampleCells.refused(src, dst, ERROR))
                .build();
        assertThat(Causes.of(report).list()).isEmpty();
        assertThat(String.join(" ", ReportText.lines(new Judged(report), Console.PLAIN, "out.json")))
                .contains("see whether small messages arrive (--payload-sizes 64,700,1000,4096)");
    }

    @Test
    void drawnWaysAreNamed() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int right = 0;
        int healthy = 0;
        for (int fleet = 0; fleet < FLEETS; fleet++) {
            int nodes = random.nextInt(5, 21);
            NodeLabel from = node("n0");
            NodeLabel to = node("n" + random.nextInt(1, nodes));
            int works = random.nextInt(1, 3);
            Causes causes = Causes.of(drawn(nodes, from, to, works, random));
            Subject.Path made = new Subject.Path(from, to, SIZES.get(works - 1), SIZES.get(works));
            right += causes.list().size() == 1 && causes.list().get(0).subject().equals(made) ? 1 : 0;
            healthy += Causes.of(drawn(nodes, from, to, SIZES.size(), random))
                            .list()
                            .isEmpty()
                    ? 1
                    : 0;
        }
        assertThat(right).as("seed %d", seed).isGreaterThanOrEqualTo(FLEETS * 95 / 100);
        assertThat(healthy).as("seed %d", seed).isGreaterThanOrEqualTo(FLEETS * 95 / 100);
    }

    /** A mesh in which this way lets so many of the sizes through, and any hop may be lost by chance. */
    private static Report drawn(int nodes, NodeLabel from, NodeLabel to, int works, Random random) {
        String[] labels = IntStream.range(0, nodes).mapToObj(node -> "n" + node).toArray(String[]::new);
        return SampleReport.of(labels)
                .sizes(SIZES)
                .cells((src, dst) -> true, (src, dst) -> {
                    boolean[] arrived = new boolean[SIZES.size()];
                    for (int size = 0; size < arrived.length; size++) {
                        boolean hole = src.equals(from) && dst.equals(to) && size >= works;
                        arrived[size] = !hole && random.nextDouble() >= 2e-5;
                    }
                    return cell(src, dst, arrived);
                })
                .build();
    }
}
