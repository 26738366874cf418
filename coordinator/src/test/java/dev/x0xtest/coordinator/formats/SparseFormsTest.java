package dev.x0xtest.coordinator.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.coordinator.diff.Diff;
import dev.x0xtest.coordinator.diff.DiffJson;
import dev.x0xtest.coordinator.diff.DiffWords;
import dev.x0xtest.coordinator.diff.PairChange;
import dev.x0xtest.coordinator.picture.Sheet;
import dev.x0xtest.coordinator.render.ReportText;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleCells;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.coordinator.report.SampleReports;
import dev.x0xtest.coordinator.report.figure.BlastRadius;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.report.format.ReportReader;
import dev.x0xtest.testkit.report.ReportSchema;
import dev.x0xtest.testkit.report.Schemas;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every form of a sparse report says that it is one, and tells nothing of pairs that were not declared. */
class SparseFormsTest {
    private static final Report SPARSE = SampleReports.sparse();

    private static String text(ReportFormat format) throws IOException {
        StringWriter out = new StringWriter();
        new ReportForms(new Judged(SPARSE), new ReportForms.Terms(ReportJson.Schema.TWO, Console.PLAIN, "rest", false))
                .write(format, out);
        return out.toString();
    }

    private static List<String> shown(int width) {
        return ReportText.lines(new Judged(SPARSE), new Console(width, false, false, false), "rest");
    }

    @ParameterizedTest
    @CsvSource({"80", "40"})
    void theMapIsBlankWhereNothingWasDeclared(int width) {
        List<String> lines = shown(width);
        assertThat(lines).anySatisfy(line -> assertThat(line).matches("(1 )?nyc +- +p +p +2/2 +3"));
        assertThat(lines).anySatisfy(line -> assertThat(line).matches("(3 )?helsinki +- +R +p +1/2 +3"));
        assertThat(lines).contains("     18  not declared (blank): this sparse run does not measure them");
        assertThat(lines).contains(" 1 node is not on the map: this run has no pair of it");
        assertThat(String.join("\n", lines.subList(0, 9))).doesNotContain("tokyo");
    }

    @Test
    void theVerdictSaysThatTheRunIsSparse() {
        assertThat(shown(80))
                .anySatisfy(
                        line -> assertThat(line)
                                .startsWith(
                                        "FAIL  11 of 12 declared pairs proven (sparse: 12 of 42 pairs) on plane raw, 1 refuted"));
        assertThat(Sheet.of(new Judged(SPARSE)).headline())
                .startsWith("11 of 12 declared pairs proven (sparse: 12 of 42 pairs), 1 refuted");
    }

    @Test
    void whatTheLossOfANodeWouldCutIsNotJudged() throws IOException {
        assertThat(BlastRadius.of(SPARSE)).isEmpty();
        assertThat(shown(80))
                .contains(
                        "  any one node lost keeps the other linked nodes linked: n/a, only a run of all pairs shows it");
        assertThat(ReportJson.tree(SPARSE).has("blast_radius")).isFalse();
        assertThat(text(ReportFormat.MARKDOWN)).doesNotContain("The loss of one node");
    }

    @Test
    void theJsonHasNoUndeclaredCellAndIsReadAgain() throws IOException {
        String json = ReportJson.text(SPARSE);
        JsonNode tree = ReportSchema.assertValid(json);
        assertThat(tree.at("/scope/kind").asText()).isEqualTo("sparse");
        assertThat(tree.at("/sparse").toString()).isEqualTo("{\"declared\":12,\"of\":42}");
        assertThat(tree.path("cells")).hasSize(12);
        Report again = ReportReader.of(new ObjectMapper().readTree(json));
        assertThat(ReportJson.text(again)).isEqualTo(json);
        assertThat(ReportJson.tree(SampleReports.pass()).has("sparse")).isFalse();
    }

    @Test
    void eachOtherFormHasTheDeclaredPairsAlone() throws IOException {
        assertThat(text(ReportFormat.CSV).lines()).hasSize(13);
        assertThat(text(ReportFormat.JUNIT))
                .contains("<testsuites name=\"x0xtest\" tests=\"12\" failures=\"1\" errors=\"0\"")
                .contains("<property name=\"sparse\" value=\"12 of 42 pairs\"/>")
                .doesNotContain("tokyo");
        assertThat(text(ReportFormat.PROM))
                .contains("x0xtest_pairs_undeclared{plane=\"raw\"} 30.0")
                .contains("x0xtest_node_pairs{class=\"proven\",direction=\"out\",node=\"nyc\",plane=\"raw\"} 2.0")
                .contains("x0xtest_nodes{plane=\"raw\",state=\"not_ready\"} 0.0");
        assertThat(text(ReportFormat.MARKDOWN)).contains("12 of 42 pairs", "not declared (blank)");
        assertThat(text(ReportFormat.GITHUB)).contains("sparse");
    }

    @Test
    void picturesLeaveThePlaceEmptyAndSayWhy() throws IOException {
        String blank = "18 not declared: this sparse run does not measure them";
        assertThat(text(ReportFormat.SVG)).contains(blank).contains("class=\"blank\"");
        String page = text(ReportFormat.HTML);
        assertThat(page)
                .contains(blank)
                .contains("<td class=\"x\" aria-label=\"not declared\"></td>")
                .contains("1 node is left out here: this sparse run has no pair of it")
                .doesNotContain("tokyo");
        assertThat(page.split("<td id=\"c", -1)).hasSize(13);
    }

    @Test
    void noCauseCountsUndeclaredCells() {
        Causes causes = Causes.of(SPARSE);
        assertThat(causes.unexplained()).isEmpty();
        assertThat(causes.list()).hasSize(1);
        assertThat(causes.list().get(0).kind()).isEqualTo(CauseKind.LINK);
        assertThat(causes.list().get(0).explains())
                .containsExactly(new Pair(new NodeLabel("helsinki"), new NodeLabel("nuremberg")));
        Report open = SampleReport.of("nyc", "sfo", "helsinki")
                .sparse((src, dst) -> src.equals("nyc"))
                .cells((src, dst) -> dst.equals("sfo"), SampleCells::unobserved)
                .build();
        assertThat(Causes.of(open).unexplained()).containsExactly(new Pair(new NodeLabel("nyc"), new NodeLabel("sfo")));
    }

    @Test
    void aComparisonCountsThePairsThatOnlyOneRunHas() throws IOException {
        Report full = SampleReport.of("nyc", "sfo", "helsinki", "nuremberg", "singapore", "sydney", "tokyo")
                .build();
        Diff diff = Diff.of(full, SPARSE);
        assertThat(diff.comparable()).isTrue();
        assertThat(diff.unpaired()).isEqualTo(30);
        assertThat(diff.of(PairChange.Kind.NEW)).hasSize(1);
        assertThat(DiffWords.sentence(diff))
                .isEqualTo("1 pair worse than before, 30 measured in one of the two runs only");
        assertThat(Schemas.assertValid("diff-1", DiffJson.tree(diff).toString())
                        .path("not_in_both")
                        .asInt())
                .isEqualTo(30);
        assertThat(Diff.of(SPARSE, full).unpaired()).isEqualTo(30);
    }

    @Test
    void runsWithoutACommonPairCannotBeCompared() {
        Report one = SampleReport.of("nyc", "sfo")
                .sparse((src, dst) -> src.equals("nyc"))
                .build();
        Report other = SampleReport.of("nyc", "sfo")
                .sparse((src, dst) -> src.equals("sfo"))
                .build();
        assertThat(Diff.of(one, other).incomparable()).isEqualTo("they have no pair in common");
    }
}
