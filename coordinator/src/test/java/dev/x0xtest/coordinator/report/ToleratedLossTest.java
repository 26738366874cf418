package dev.x0xtest.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.formats.ReportFormat;
import dev.x0xtest.coordinator.formats.ReportForms;
import dev.x0xtest.coordinator.render.ReportText;
import dev.x0xtest.coordinator.report.format.JunitXml;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.report.format.ReportReader;
import dev.x0xtest.testkit.report.ReportSchema;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A loss that is tolerated on purpose changes the verdict, is printed in it, and changes no outcome. */
class ToleratedLossTest {
    private static final double ONE_PERCENT = 0.01;
    private static final Map<CellOutcome, Integer> ONE_LOST = Map.of(CellOutcome.PROVEN, 99, CellOutcome.MISSING, 1);

    private static Report report(@Nullable Double tolerated, CellOutcome outcome, Map<CellOutcome, Integer> samples) {
        return SampleReport.of("a", "b", "c")
                .samples(100)
                .tolerating(tolerated)
                .cells(
                        (src, dst) -> true,
                        (src, dst) -> cell(src, dst, CellOutcome.PROVEN, Map.of(CellOutcome.PROVEN, 100)))
                .cells((src, dst) -> src.equals("a") && dst.equals("b"), (src, dst) -> cell(src, dst, outcome, samples))
                .build();
    }

    private static CellReport cell(
            NodeLabel src, NodeLabel dst, CellOutcome outcome, Map<CellOutcome, Integer> samples) {
        return new CellReport(
                src,
                dst,
                outcome,
                null,
                null,
                "raw_quic_acked",
                samples,
                100,
                3L,
                false,
                0,
                List.of(),
                new CellReport.Evidence(
                        "ok by raw_quic_acked in 3 ms", "", CellReport.Evidence.COVERED, "raw", List.of()));
    }

    private static String text(Report report) {
        return String.join("\n", ReportText.lines(new Judged(report), Console.PLAIN, "rest"));
    }

    private static String form(ReportFormat format, Report report) {
        StringWriter out = new StringWriter();
        try {
            new ReportForms(
                            new Judged(report),
                            new ReportForms.Terms(ReportJson.Schema.TWO, Console.PLAIN, "rest", false))
                    .write(format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    @Test
    void withoutToleranceOneLostSampleFailsTheRun() {
        Report report = report(null, CellOutcome.MISSING, ONE_LOST);
        assertThat(report.exitCode()).isEqualTo(ExitCode.FAIL);
        assertThat(text(report)).contains("1 refuted").doesNotContain("tolerated");
        assertThat(ReportJson.tree(report).toString()).doesNotContain("tolera");
        assertThat(form(ReportFormat.PROM, report)).doesNotContain("tolerance=");
    }

    @Test
    void withItTheRunPassesAndEveryFormSaysWhy() {
        Report report = report(ONE_PERCENT, CellOutcome.MISSING, ONE_LOST);
        assertThat(report.exitCode()).isEqualTo(ExitCode.PASS);
        assertThat(report.totals().byOutcome()).containsEntry(CellOutcome.MISSING, 1);
        assertThat(text(report))
                .contains(
                        "PASS  5 of 6 pairs proven",
                        "1 refuted, a loss of 1 % tolerated (1 of the refuted, up to 4 of 100");
        JsonNode json = ReportJson.tree(report);
        assertThat(json.at("/scope/tolerate_loss").asDouble()).isEqualTo(ONE_PERCENT);
        assertThat(json.at("/totals/tolerated").asInt()).isEqualTo(1);
        assertThat(json.at("/cells/0/tolerance").asText()).isEqualTo("tolerated");
        assertThat(json.at("/cells/0/outcome").asText()).isEqualTo("MISSING");
        assertThat(JunitXml.text(report))
                .contains(
                        "tests=\"6\" failures=\"0\" errors=\"0\"",
                        "name=\"tolerate_loss\" value=\"1 %\"",
                        "<system-out>")
                .doesNotContain("<failure");
        ReportSchema.assertValid(ReportJson.text(report));
        assertThat(ReportReader.of(json).verdict()).isEqualTo(Verdict.PASS);
        assertThat(form(ReportFormat.CSV, report).lines().toList())
                .anyMatch(line ->
                        line.startsWith("src,dst,") && line.endsWith(",grade,lost,loss_low,loss_high,tolerance"))
                .anyMatch(line -> line.startsWith("a,b,MISSING") && line.endsWith(",UP,1,0.000513,0.04656,tolerated"))
                .anyMatch(line -> line.startsWith("a,c,PROVEN") && line.endsWith(",UP,0,0,0.029513,"));
        assertThat(form(ReportFormat.PROM, report))
                .contains(
                        "x0xtest_pairs_tolerated{plane=\"raw\"} 1.0",
                        "x0xtest_pairs_undecided{plane=\"raw\"} 0.0",
                        "x0xtest_node_pairs_tolerated{direction=\"out\",node=\"a\",plane=\"raw\"} 1.0",
                        "x0xtest_node_pairs_tolerated{direction=\"in\",node=\"a\",plane=\"raw\"} 0.0",
                        "x0xtest_pair_refuted{dst=\"b\",outcome=\"missing\",plane=\"raw\",src=\"a\",tolerance=\"tolerated\"}");
    }

    @Test
    void alsoARunWithoutALossSaysThatOneWasTolerated() {
        Report report = report(ONE_PERCENT, CellOutcome.PROVEN, Map.of(CellOutcome.PROVEN, 100));
        assertThat(text(report)).contains("6 of 6 pairs proven", ", a loss of 1 % tolerated, first attempt");
    }

    @Test
    void moreThanIsToleratedFails() {
        Report report =
                report(ONE_PERCENT, CellOutcome.REFUSED, Map.of(CellOutcome.PROVEN, 90, CellOutcome.REFUSED, 10));
        assertThat(report.exitCode()).isEqualTo(ExitCode.FAIL);
        assertThat(JunitXml.text(report)).contains("failures=\"1\"", "<failure");
    }

    @Test
    void aPairWithTooFewObservedSamplesIsUndecided() {
        Report report = report(
                ONE_PERCENT,
                CellOutcome.MISSING,
                Map.of(CellOutcome.PROVEN, 50, CellOutcome.MISSING, 1, CellOutcome.UNOBSERVED, 49));
        assertThat(report.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(text(report)).contains("1 undecided: not 100 samples, or not all observed");
        assertThat(form(ReportFormat.PROM, report))
                .contains(
                        "x0xtest_pairs_tolerated{plane=\"raw\"} 0.0",
                        "x0xtest_pairs_undecided{plane=\"raw\"} 1.0",
                        "x0xtest_node_pairs_tolerated{direction=\"out\",node=\"a\",plane=\"raw\"} 1.0");
        assertThat(JunitXml.text(report)).contains("failures=\"0\" errors=\"1\"", "<error");
        ReportSchema.assertValid(ReportJson.text(report));
    }

    @Test
    void whatIsNoLossIsNotTolerated() {
        for (CellOutcome outcome : List.of(CellOutcome.CORRUPT, CellOutcome.IMPOSTOR, CellOutcome.WRONG_PLANE)) {
            Report report = report(ONE_PERCENT, outcome, Map.of(CellOutcome.PROVEN, 99, outcome, 1));
            assertThat(report.exitCode()).as(outcome.name()).isEqualTo(ExitCode.FAIL);
        }
    }

    @Test
    void aPairOfWhichNothingArrivedIsNotTolerated() {
        Report report =
                report(ONE_PERCENT, CellOutcome.REFUSED, Map.of(CellOutcome.REFUSED, 2, CellOutcome.UNOBSERVED, 98));
        assertThat(report.exitCode()).isEqualTo(ExitCode.FAIL);
    }
}
