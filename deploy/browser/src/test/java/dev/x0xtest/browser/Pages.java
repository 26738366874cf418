package dev.x0xtest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.options.DurationConverter;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.picture.Sheet;
import dev.x0xtest.coordinator.picture.page.HtmlPage;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.runs.RunDirectory;
import dev.x0xtest.local.simulation.SimulateMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Makes pages of runs: one that a real mesh left, simulated ones of any size, and one whose words are all hostile. */
final class Pages {
    /** Whatever a daemon may say. */
    static final String EVIL =
            "\"'><script>window.evil=1</script><img src=x onerror=window.evil=1></style></title>\u001b[31m\u202e";

    private static final Path RECORDED =
            Path.of("../../coordinator/src/test/resources/dev/x0xtest/coordinator/journals");

    private final Path directory;

    Pages(Path directory) {
        this.directory = directory;
    }

    /** helsinki has blocked sfo, and ghost is not there. */
    Path blockedAndAbsent() throws IOException {
        return page("blocked", recorded());
    }

    private static Report recorded() {
        return RunDirectory.report(RECORDED.resolve("blocked-and-absent/run.jsonl"));
    }

    /** A simulated fleet of which some pairs are broken; nodes are n1 and so on. */
    Path simulated(int nodes, int broken) throws IOException {
        Path run = directory.resolve("run-" + nodes);
        int code = new CommandLine(new SimulateMain())
                .registerConverter(Duration.class, new DurationConverter())
                .setOut(new PrintWriter(new StringWriter()))
                .execute("--nodes", "" + nodes, "--broken", "" + broken, "--run-dir", run.toString());
        assertThat(code).isZero();
        return page("simulated-" + nodes, RunDirectory.report(run.resolve("run.jsonl")));
    }

    /** The recorded run, in which every word is {@link #EVIL}. */
    Path hostile() throws IOException {
        Report report = recorded();
        List<CellReport> cells = report.cells().stream().map(Pages::evil).toList();
        return page(
                "hostile",
                Report.of(
                        EVIL,
                        report.plane(),
                        report.scope(),
                        report.anchor(),
                        report.roster(),
                        cells,
                        1,
                        report.timing(),
                        new Ending(Ending.Cause.DEADLINE, EVIL, EVIL),
                        Map.of(),
                        List.of(EVIL),
                        1,
                        new Origin(EVIL, EVIL, EVIL, List.of(), Map.of(), Map.of())));
    }

    private static CellReport evil(CellReport cell) {
        return new CellReport(
                cell.src(),
                cell.dst(),
                cell.outcome(),
                EVIL,
                cell.proven() ? null : EVIL,
                EVIL,
                Map.of(),
                cell.attempts(),
                cell.sendMs(),
                false,
                0,
                List.of(EVIL),
                new CellReport.Evidence(EVIL, EVIL, EVIL, EVIL, List.of(EVIL)));
    }

    private Path page(String name, Report report) throws IOException {
        Path file = directory.resolve(name + ".html");
        try (Writer out = Files.newBufferedWriter(file)) {
            HtmlPage.write(Sheet.of(new Judged(report)), out);
        }
        return file;
    }
}
