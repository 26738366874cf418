package dev.x0xtest.coordinator.causes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.coordinator.causes.kind.Subject;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.SampleCells;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.coordinator.report.SampleReports;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CausesTest {
    private static final String[] SIX = {"nyc", "sfo", "helsinki", "nuremberg", "singapore", "sydney"};
    private static final String ERROR = "502 peer_disconnected";

    private static NodeLabel node(String label) {
        return new NodeLabel(label);
    }

    private static BiPredicate<String, String> is(String src, String dst) {
        return (from, to) -> from.equals(src) && to.equals(dst);
    }

    private static BiPredicate<String, String> to(String node) {
        return (from, to) -> to.equals(node);
    }

    private static BiPredicate<String, String> from(String node) {
        return (from, to) -> from.equals(node);
    }

    private static CellReport refused(NodeLabel src, NodeLabel dst) {
        return SampleCells.refused(src, dst, ERROR);
    }

    private static CellReport unknown(NodeLabel src, NodeLabel dst) {
        return CellReport.notRun(src, dst, "no report from the source before the run ended");
    }

    private static Cause only(Report report) {
        Causes causes = Causes.of(report);
        assertThat(causes.status()).as("%s", causes).isEqualTo(Causes.Status.NAMED);
        assertThat(causes.list()).as("%s", causes).hasSize(1);
        return causes.list().get(0);
    }

    @Test
    void aLostAnchorIsWhyNobodyCanTell() {
        Report run = SampleReport.of(SIX).cells(to("sfo"), CausesTest::unknown).build();
        Report lost = run.endedBy(new Ending(Ending.Cause.ANCHOR_LOST, "nyc's x0xd was lost", "check it"));
        Cause cause = only(lost);
        assertThat(cause.kind()).isEqualTo(CauseKind.ANCHOR);
        assertThat(cause.explains()).hasSize(5);
        assertThat(Causes.of(run).status()).isEqualTo(Causes.Status.NO_COMMON_CAUSE);
    }

    @Test
    void aPassHasNone() {
        assertThat(Causes.of(SampleReports.pass()).status()).isEqualTo(Causes.Status.NONE);
    }

    @Test
    void aBlockedContactIsOneCauseForBothDirections() {
        Cause cause = only(SampleReports.blockedContact());
        assertThat(cause.kind()).isEqualTo(CauseKind.BLOCKED);
        assertThat(cause.subject()).isEqualTo(new Subject.Contact(node("helsinki"), node("nuremberg")));
        assertThat(cause.explains())
                .containsExactlyInAnyOrder(
                        new Pair(node("nuremberg"), node("helsinki")), new Pair(node("helsinki"), node("nuremberg")));
    }

    @Test
    void anUnansweredWayBackBelongsToTheLinkThatIsBroken() {
        Report report = SampleReport.of(SIX)
                .cells(is("nuremberg", "sydney"), CausesTest::refused)
                .cells(is("sydney", "nuremberg"), SampleCells::unacked)
                .build();
        Cause cause = only(report);
        assertThat(cause.kind()).isEqualTo(CauseKind.LINK);
        assertThat(cause.subject()).isEqualTo(new Subject.Link(node("nuremberg"), node("sydney"), false));
        assertThat(cause.explains()).hasSize(2);
    }

    @Test
    void aLinkThatFailsBothWaysIsOneLink() {
        Report report = SampleReport.of(SIX)
                .cells(is("nuremberg", "sydney"), CausesTest::refused)
                .cells(is("sydney", "nuremberg"), CausesTest::refused)
                .build();
        assertThat(only(report).subject()).isEqualTo(new Subject.Link(node("nuremberg"), node("sydney"), true));
    }

    @Test
    void aNodeThatHearsNothingButStillSpeaksIsADestination() {
        Report report = SampleReport.of(SIX)
                .cells(to("sfo"), CausesTest::refused)
                .cells(from("sfo"), SampleCells::unacked)
                .build();
        Cause cause = only(report);
        assertThat(cause.kind()).isEqualTo(CauseKind.DESTINATION_IN);
        assertThat(cause.subject()).isEqualTo(new Subject.Node(node("sfo")));
        assertThat(cause.explains()).hasSize(10);
    }

    @Test
    void aNodeThatSpeaksToNobodyIsASource() {
        Report report = SampleReport.of(SIX)
                .cells(from("sfo"), CausesTest::refused)
                .cells(to("sfo"), SampleCells::unacked)
                .build();
        assertThat(only(report).kind()).isEqualTo(CauseKind.SOURCE_OUT);
    }

    @Test
    void aFrozenDaemonIsUnreachableThoughItsOwnReportIsMissing() {
        Report report = SampleReport.of(SIX)
                .cells(to("singapore"), CausesTest::refused)
                .cells(from("singapore"), CausesTest::unknown)
                .build();
        Cause cause = only(report);
        assertThat(cause.kind()).isEqualTo(CauseKind.NODE);
        assertThat(cause.part()).isEqualTo("unreachable");
        assertThat(cause.subject()).isEqualTo(new Subject.Node(node("singapore")));
        assertThat(cause.candidates()).contains("host", "network", "daemon");
        assertThat(cause.explains()).hasSize(10);
        assertThat(cause.contradicts()).isEmpty();
    }

    /** The time in the words of a source must not be taken for a status. */
    @Test
    void anErrorIsReadWithoutItsTime() {
        CellReport.Evidence slow =
                new CellReport.Evidence("error 502 peer_disconnected after 14036 ms", "", "", "", List.of());
        assertThat(slow.error()).isEqualTo("502 peer_disconnected");
        Report report = SampleReport.of(SIX)
                .cells(to("singapore"), (src, dst) -> unobserved(src, dst, slow))
                .cells(from("singapore"), CausesTest::unknown)
                .build();
        assertThat(only(report).subject()).isEqualTo(new Subject.Node(node("singapore")));
    }

    private static CellReport unobserved(NodeLabel src, NodeLabel dst, CellReport.Evidence evidence) {
        return new CellReport(
                src,
                dst,
                CellOutcome.UNOBSERVED,
                "not seen, and the receiver may have missed it",
                null,
                null,
                Map.of(),
                1,
                14_036L,
                false,
                0,
                List.of(),
                evidence);
    }

    @Test
    void aSilentNodeIsNoCauseUntilSomebodyHasTriedToReachIt() {
        Causes causes = Causes.of(SampleReports.silentNode());
        assertThat(causes.status()).isEqualTo(Causes.Status.NO_COMMON_CAUSE);
        assertThat(causes.unexplained()).hasSize(10);
    }

    @Test
    void aNodeAndALinkElsewhereAreTwoCauses() {
        Report report = SampleReport.of(SIX)
                .cells(to("singapore"), CausesTest::refused)
                .cells(from("singapore"), CausesTest::refused)
                .cells(is("nyc", "sfo"), CausesTest::refused)
                .cells(is("sfo", "nyc"), SampleCells::unacked)
                .build();
        Causes causes = Causes.of(report);
        assertThat(causes.list())
                .extracting(Cause::subject)
                .containsExactly(
                        new Subject.Node(node("singapore")), new Subject.Link(node("nyc"), node("sfo"), false));
        assertThat(causes.status()).isEqualTo(Causes.Status.NAMED);
    }

    @Test
    void aSecondMachineThatWasSeenIsAClash() {
        Report report = SampleReport.of(SIX)
                .cells(to("helsinki"), SampleCells::missing)
                .warning("two machines announce it: " + RosterEntry.second(node("helsinki")) + " runs")
                .build();
        assertThat(only(report).kind()).isEqualTo(CauseKind.IDENTITY_CLASH);
    }

    /** The daemon that acknowledges is not the one of the runner: seen with two real daemons that took turns. */
    @Test
    void whatTwoSendersAreToldArrivedAndTheRunnerDidNotSeeIsAClash() {
        Report report = SampleReport.of(SIX)
                .cells(is("nyc", "helsinki"), SampleCells::missing)
                .cells(is("nuremberg", "helsinki"), SampleCells::missing)
                .build();
        Cause cause = only(report);
        assertThat(cause.kind()).isEqualTo(CauseKind.IDENTITY_CLASH);
        assertThat(cause.explains()).hasSize(2);
        Report once = SampleReport.of(SIX)
                .cells(is("nyc", "helsinki"), SampleCells::missing)
                .build();
        assertThat(Causes.of(once).list()).extracting(Cause::kind).doesNotContain(CauseKind.IDENTITY_CLASH);
    }

    private static Report withForeignLinks(Report report, String... by) {
        return report.with(Stream.of(by)
                .map(node -> Fact.of(node(node), node("helsinki"), Fact.Source.STATUS, Fact.FOREIGN_LINKS, 1, -100_000))
                .toList());
    }

    @Test
    void aSecondDaemonThatHadItsTurnBeforeTheRunIsNamedAndExplainsNothing() {
        Report pass = SampleReport.of(SIX).build();
        Report report = withForeignLinks(pass, "nyc", "sydney");
        Cause cause = only(report);
        assertThat(cause.kind()).isEqualTo(CauseKind.IDENTITY_CLASH);
        assertThat(cause.subject()).isEqualTo(new Subject.Node(node("helsinki")));
        assertThat(cause.severity()).isEqualTo(Cause.Severity.GREY);
        assertThat(cause.explains()).isEmpty();
        assertThat(cause.facts()).hasSize(2);
        assertThat(Causes.of(withForeignLinks(pass, "nyc")).status()).isEqualTo(Causes.Status.NONE);
        assertThat(Causes.of(withForeignLinks(pass, "nyc", "nyc")).status()).isEqualTo(Causes.Status.NONE);
    }

    @Test
    void aSecondDaemonThatTookTurnsExplainsWhatIsLostNow() {
        Report report = SampleReport.of(SIX)
                .cells(is("nyc", "helsinki"), SampleCells::missing)
                .cells(is("sydney", "helsinki"), CausesTest::refused)
                .build();
        Cause cause = only(withForeignLinks(report, "nyc", "sydney", "sfo"));
        assertThat(cause.kind()).isEqualTo(CauseKind.IDENTITY_CLASH);
        assertThat(cause.severity()).isEqualTo(Cause.Severity.RED);
        assertThat(cause.explains()).hasSize(2);
        assertThat(cause.facts()).hasSize(3);
    }

    @Test
    void whatWasLostBetweenTwoTurnsIsOfNoOtherCause() {
        Report report = SampleReport.of(SIX)
                .cells(is("nyc", "helsinki"), SampleCells::missing)
                .build();
        Cause cause = only(withForeignLinks(report, "nyc", "sydney"));
        assertThat(cause.kind()).isEqualTo(CauseKind.IDENTITY_CLASH);
        assertThat(cause.explains()).containsExactly(new Pair(node("nyc"), node("helsinki")));
    }

    @Test
    void aSecondDaemonIsNotToBlameForOtherNodes() {
        Report report = SampleReport.of(SIX)
                .cells(is("nyc", "sfo"), CausesTest::refused)
                .cells(is("sfo", "nyc"), CausesTest::refused)
                .build();
        Causes causes = Causes.of(withForeignLinks(report, "nyc", "sydney"));
        assertThat(causes.list()).extracting(Cause::kind).containsExactly(CauseKind.LINK, CauseKind.IDENTITY_CLASH);
        assertThat(causes.list().get(1).severity()).isEqualTo(Cause.Severity.GREY);
        assertThat(causes.list().get(1).explains()).isEmpty();
    }

    @Test
    void aDaemonThatMayOnlyHaveMovedHasNoSecondOne() {
        Report report = SampleReport.of(SIX)
                .cells(is("nyc", "helsinki"), CausesTest::refused)
                .warning("helsinki: its identity was announced from a and is now from b: "
                        + RosterEntry.second(node("helsinki")) + " seems to run" + RosterEntry.UNLESS_MOVED)
                .build();
        assertThat(Causes.of(report).list()).extracting(Cause::kind).doesNotContain(CauseKind.IDENTITY_CLASH);
    }

    @Test
    void whatIsSwallowedBesideANewAddressIsOfASecondDaemon() {
        Report report = SampleReport.of(SIX)
                .cells(is("nyc", "helsinki"), SampleCells::missing)
                .warning("helsinki: its identity was announced from a and is now from b: "
                        + RosterEntry.second(node("helsinki")) + " seems to run" + RosterEntry.UNLESS_MOVED)
                .build();
        assertThat(only(report).kind()).isEqualTo(CauseKind.IDENTITY_CLASH);
    }

    private static CellReport mostlyProven(CellReport cell) {
        return new CellReport(
                cell.src(),
                cell.dst(),
                cell.outcome(),
                cell.reason(),
                cell.code(),
                cell.path(),
                Map.of(CellOutcome.PROVEN, 97, cell.outcome(), 3),
                1,
                null,
                false,
                0,
                List.of(),
                cell.evidence());
    }

    @Test
    void aContactFromWhichMessagesCameIsNotBlocked() {
        Report report = SampleReport.of(SIX)
                .cells(is("sfo", "helsinki"), (src, dst) -> mostlyProven(SampleCells.missing(src, dst)))
                .build();
        List<Fact> contact =
                List.of(Fact.said(node("helsinki"), node("sfo"), Fact.Source.STATUS, Fact.CONTACT, Fact.BLOCKED, 0));
        assertThat(Causes.of(report).list()).isEmpty();
        assertThat(Causes.of(report.with(contact)).list()).isEmpty();
    }

    @Test
    void aContactThatWasBlockedDuringTheRunIsNotSaidToHaveTakenNothing() {
        Report report = SampleReport.of(SIX)
                .cells(is("sfo", "helsinki"), (src, dst) -> mostlyProven(SampleCells.missing(src, dst)))
                .cells(is("helsinki", "sfo"), (src, dst) -> mostlyProven(SampleCells.blocked(src, dst)))
                .build();
        Cause cause = only(report);
        assertThat(cause.kind()).isEqualTo(CauseKind.BLOCKED);
        assertThat(CauseWords.text(cause)).isEqualTo("helsinki takes nothing more from sfo since some time in the run");
        assertThat(NextStep.of(cause).text()).startsWith("unblock sfo");
    }

    @Test
    void aNodeThatNobodyKnowsIsUndiscovered() {
        Report report = SampleReport.of(SIX)
                .cells(to("sydney"), (src, dst) -> SampleCells.refused(src, dst, "503 recipient_undiscovered"))
                .build();
        Cause cause = only(report);
        assertThat(cause.kind()).isEqualTo(CauseKind.UNDISCOVERED);
        assertThat(cause.subject()).isEqualTo(new Subject.Node(node("sydney")));
    }

    @Test
    void oneSenderAloneBlamesNoNode() {
        Report report = SampleReport.of("a", "b", "c")
                .cells(is("a", "b"), CausesTest::refused)
                .build();
        assertThat(Causes.of(report).list())
                .extracting(Cause::kind)
                .doesNotContain(CauseKind.NODE, CauseKind.DESTINATION_IN, CauseKind.SOURCE_OUT);
    }

    @Test
    void whatNobodyObservedChangesNoCause() {
        Report without = SampleReport.of(SIX)
                .cells(is("nuremberg", "sydney"), CausesTest::refused)
                .cells(is("sydney", "nuremberg"), CausesTest::refused)
                .build();
        Report with = SampleReport.of(SIX)
                .cells(from("nyc"), CausesTest::unknown)
                .cells(is("nuremberg", "sydney"), CausesTest::refused)
                .cells(is("sydney", "nuremberg"), CausesTest::refused)
                .build();
        assertThat(Causes.of(with).list())
                .extracting(Cause::subject)
                .isEqualTo(
                        Causes.of(without).list().stream().map(Cause::subject).toList());
        assertThat(Causes.of(with).unexplained()).hasSize(5);
    }

    @Test
    void everyCellThatIsNotProvenIsExplainedOrListed() {
        for (Report report : List.of(SampleReports.everyOutcome(), SampleReports.interrupted())) {
            Causes causes = Causes.of(report);
            long open = report.cells().stream().filter(cell -> !cell.proven()).count();
            long explained = causes.list().stream()
                    .flatMap(cause -> cause.explains().stream())
                    .distinct()
                    .count();
            assertThat(explained + causes.unexplained().size()).isEqualTo(open);
        }
    }
}
