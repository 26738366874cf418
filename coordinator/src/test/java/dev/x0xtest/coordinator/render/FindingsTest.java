package dev.x0xtest.coordinator.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.RandomReports;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleCells;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.coordinator.report.SampleReports;
import dev.x0xtest.coordinator.report.format.NextStep;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final String[] FOUR = {"a", "b", "c", "d"};

    @Test
    void everyCellThatIsNotProvenIsToldExactlyOnce() {
        long seed = new Random().nextLong();
        RandomReports reports = new RandomReports(new Random(seed));
        for (int round = 0; round < 500; round++) {
            Report report = reports.next();
            List<CellReport> told = Findings.of(report).stream()
                    .flatMap(finding -> finding.cells().stream())
                    .toList();
            assertThat(told)
                    .as("seed %d round %d", seed, round)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(report.cells().stream()
                            .filter(cell -> !cell.proven())
                            .toList());
        }
    }

    @Test
    void aProvenCellIsNeverPartOfWhatIsCalledWhole() {
        long seed = new Random().nextLong();
        RandomReports reports = new RandomReports(new Random(seed));
        for (int round = 0; round < 500; round++) {
            Report report = reports.next();
            assertThat(Findings.of(report))
                    .as("seed %d round %d", seed, round)
                    .filteredOn(finding -> finding.kind() == Findings.Finding.Kind.NODE)
                    .allMatch(finding -> report.cells().stream()
                            .filter(cell -> cell.src().equals(finding.node())
                                    || cell.dst().equals(finding.node()))
                            .noneMatch(CellReport::proven));
        }
    }

    @Test
    void aPassHasNoFindings() {
        assertThat(FindingsText.lines(new Judged(SampleReports.pass()), Console.PLAIN, "out.json"))
                .isEmpty();
    }

    @Test
    void aSilentNodeIsOneFindingWithTheFullIdItsRunnerHasToObey() {
        Report report = SampleReports.silentNode();

        assertThat(Findings.of(report)).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Findings.Finding.Kind.NODE);
            assertThat(finding.cells()).hasSize(10);
            assertThat(finding.nextStep()).isEqualTo(NextStep.START_RUNNER);
        });
        String anchor = SampleReport.id(report.nodes().get(0)).hex();
        assertThat(text(report)).contains("start its runner with --coordinator " + anchor);
    }

    @Test
    void twoSilentNodesShareTheirCellsWithoutCountingThemTwice() {
        Report report = SampleReport.of(FOUR).silent("b").silent("d").build();

        assertThat(Findings.of(report)).extracting(Findings.Finding::kind).containsOnly(Findings.Finding.Kind.NODE);
        assertThat(text(report))
                .contains(
                        "  all 10 pairs from and to 2 nodes: NOT_RUN\n    b, d\n    b: no answer to discovery in 30 s\n")
                .contains("x0xd and runner are up", "; the same for the other nodes")
                .doesNotContain("d: no answer");
    }

    @Test
    void nobodyIsBlamedForTheSilenceOfAllOthers() {
        Report report =
                SampleReport.of(FOUR).silent("b").silent("c").silent("d").build();

        assertThat(text(report)).doesNotContain("from and to a");
    }

    @Test
    void aNodeThatBlocksEverybodyIsOneCard() {
        Report report = SampleReport.of(FOUR)
                .cells((src, dst) -> src.equals("b"), SampleCells::blocked)
                .cells((src, dst) -> dst.equals("b"), SampleCells::missing)
                .build();

        assertThat(text(report))
                .contains("  b takes nothing from a, c, d\n    BLOCKED by b of a, c, d; ")
                .contains("a's daemon acknowledged it (raw_quic_acked), but b's stream")
                .doesNotContain("all 3 pairs");
    }

    @Test
    void aRowWithOneProvenCellIsNotARow() {
        Report report = SampleReport.of(FOUR)
                .cells((src, dst) -> src.equals("b") && !dst.equals("d"), SampleCells::missing)
                .build();

        assertThat(Findings.of(report)).extracting(Findings.Finding::kind).containsExactly(Findings.Finding.Kind.CLASS);
    }

    @Test
    void aRowOfSeveralOutcomesIsToldByClass() {
        Report report = SampleReport.of(FOUR)
                .cells((src, dst) -> src.equals("b"), SampleCells::missing)
                .cells((src, dst) -> src.equals("b") && dst.equals("a"), SampleCells::blocked)
                .build();

        assertThat(Findings.of(report)).extracting(Findings.Finding::kind).containsOnly(Findings.Finding.Kind.CLASS);
    }

    @Test
    void oneCauseForAllIsOneFinding() {
        assertThat(Findings.of(SampleReports.withoutAnchor())).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Findings.Finding.Kind.CUT_SHORT);
            assertThat(finding.cells()).hasSize(30);
        });
    }

    @Test
    void aBlockedContactOfTwoNodesIsToldAsBothSidesOfIt() {
        Report report = SampleReport.of("a", "b")
                .cells((src, dst) -> src.equals("a"), SampleCells::missing)
                .cells((src, dst) -> src.equals("b"), SampleCells::blocked)
                .build();

        assertThat(text(report))
                .contains("a's daemon acknowledged it (raw_quic_acked), but b's stream, which had no gap, never")
                .contains("next: unblock a in b's contacts, if it is not meant to be blocked; on b: ")
                .contains("b's own daemon refuses to send to a: b has a blocked");
    }

    @Test
    void aLongListIsCutAndTheRestCounted() {
        Report report = scattered();
        List<String> lines = FindingsText.lines(new Judged(report), Console.PLAIN, "out.json");

        assertThat(lines).filteredOn(line -> line.contains("; sender: ")).hasSize(3);
        assertThat(lines).contains("    45 more of this kind, among them:");
        assertThat(lines).hasSizeLessThan(12);
        assertThat(lines).last().isEqualTo("  ... and " + (48 - FindingsText.MAX_ENTRIES) + " more, in out.json");
    }

    @Test
    void manyCellsOfOneClassDoNotHideAnother() {
        Report report = SampleReport.of("a", "b", "c", "d", "e", "f", "g", "h")
                .cells((src, dst) -> !src.equals("a") && !dst.equals("a"), SampleCells::refusedByTimeout)
                .cells((src, dst) -> src.equals("h") && dst.equals("g"), SampleCells::missing)
                .build();

        assertThat(text(report)).contains("MISSING, 1 pair").contains("h -> g");
    }

    @Test
    void shownAndHiddenCellsOfAnyReportAddUp() {
        long seed = new Random().nextLong();
        RandomReports reports = new RandomReports(new Random(seed));
        Pattern hidden = Pattern.compile(" and (\\d+) more, in ");
        for (int round = 0; round < 200; round++) {
            Report report = reports.next();
            List<String> lines = FindingsText.lines(new Judged(report), Console.PLAIN, "out.json");
            Set<Pair> explained = Causes.of(report).list().stream()
                    .flatMap(cause -> cause.explains().stream())
                    .collect(Collectors.toSet());
            int expected = report.totals().refuted() + report.totals().unobserved() - explained.size();
            List<Findings.Finding> findings = Findings.of(report, explained);
            int collapsed = findings.stream()
                    .filter(Findings.Finding::collapsed)
                    .mapToInt(finding -> finding.cells().size())
                    .sum();
            Matcher more = hidden.matcher(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
            int cut = more.find() ? Integer.parseInt(more.group(1)) : 0;
            assertThat(collapsed + listed(lines) + cut)
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(expected);
        }
    }

    /** Counts the pairs in the findings, each on a line of its own or in a list of pairs. Examples do not count. */
    private static int listed(List<String> lines) {
        return lines.stream()
                .filter(line ->
                        line.startsWith("    ") && !line.matches("    (for example|for it:|against it, |LINK ).*"))
                .mapToInt(line -> (int)
                        Pattern.compile("\\S -> \\S").matcher(line).results().count())
                .sum();
    }

    @Test
    void cellsWithTheSameStoryShareOneLine() {
        Report report = SampleReport.of(FOUR)
                .cells(
                        (src, dst) -> src.compareTo(dst) < 0 && !dst.equals("d"),
                        (src, dst) -> CellReport.notRun(src, dst, "the deadline came first"))
                .build();

        assertThat(FindingsText.lines(new Judged(report), Console.PLAIN, "out.json"))
                .containsSequence(
                        "  NOT_RUN, 3 pairs: never tried",
                        "    the deadline came first:",
                        "      a -> b, a -> c, b -> c",
                        "    next: remove the cause, then run again");
    }

    @Test
    void aMassFailureIsOneParagraph() {
        String[] labels = IntStream.range(0, 40)
                .mapToObj(number -> String.format(Locale.ROOT, "node%02d", number))
                .toArray(String[]::new);
        SampleReport report = SampleReport.of(labels);
        IntStream.range(20, 40).forEach(number -> report.silent(labels[number]));
        List<String> lines = FindingsText.lines(new Judged(report.build()), Console.PLAIN, "out.json");
        assertThat(lines)
                .hasSize(6)
                .contains("  all 1180 pairs from and to 20 nodes: NOT_RUN")
                .anyMatch(line -> line.contains("and 8 more nodes with the same cause"));
    }

    @Test
    void wholeRowsAreToldByClass() {
        Report report = SampleReport.of("a", "b", "c", "d", "e", "f", "g", "h")
                .cells(
                        (src, dst) -> "ab".contains(src),
                        (src, dst) -> SampleCells.of(src, dst, CellOutcome.LATE, "seen after the hop deadline"))
                .cells((src, dst) -> src.equals("c"), (src, dst) -> SampleCells.of(src, dst, CellOutcome.CORRUPT, null))
                .build();
        assertThat(Findings.of(report))
                .extracting(finding -> finding.kind() + " " + finding.cells().size())
                .containsExactlyInAnyOrder("CLASS 14", "CLASS 7");
    }

    /** Returns a report of eight nodes in which one cell of each row and column is proven and all others are late. */
    private static Report scattered() {
        SampleReport report = SampleReport.of("a", "b", "c", "d", "e", "f", "g", "h");
        return report.cells(
                        (src, dst) -> (src.charAt(0) + 1 - 'a') % 8 != dst.charAt(0) - 'a',
                        (src, dst) -> SampleCells.of(src, dst, CellOutcome.LATE, "seen after the hop deadline"))
                .build();
    }

    private static String text(Report report) {
        return String.join("\n", FindingsText.lines(new Judged(report), Console.PLAIN, "out.json"));
    }
}
