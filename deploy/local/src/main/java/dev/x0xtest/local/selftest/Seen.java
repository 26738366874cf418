package dev.x0xtest.local.selftest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.render.ReportText;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.CausesJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run said, in the words of {@link Mutant.Expected}.
 *
 * @param cells the outcome of every pair, such as {@code n2>n3}
 * @param text what a person reads
 */
record Seen(
        int exit,
        @Nullable String ended,
        Map<String, String> cells,
        String status,
        List<String> causes,
        String text,
        Map<String, Integer> figures) {
    private static final List<String> SUBJECT =
            List.of("node", "by", "of", "from", "to", "from_label", "to_label", "plane");

    static Seen of(Report report) {
        Judged judged = new Judged(report);
        Map<String, String> cells = new TreeMap<>();
        for (CellReport cell : report.cells()) {
            cells.put(
                    cell.src().text() + ">" + cell.dst().text(), cell.outcome().name());
        }
        JsonNode causes = CausesJson.tree(judged.causes(), report);
        List<String> named = new ArrayList<>();
        causes.path("list").forEach(cause -> named.add(cause(cause)));
        return new Seen(
                report.exitCode().code(),
                report.ending() == null ? null : report.ending().cause().label(),
                cells,
                causes.path("status").asText(),
                named.stream().sorted().toList(),
                String.join("\n", ReportText.lines(judged, Console.PLAIN, "the report")),
                figures(report));
    }

    private static String cause(JsonNode cause) {
        List<String> words = new ArrayList<>(List.of(cause.path("kind").asText()));
        add(words, cause.path("part"));
        JsonNode subject = cause.path("subject");
        add(words, subject.path("direction"));
        SUBJECT.forEach(member -> add(words, subject.path(member)));
        return String.join(" ", words);
    }

    private static void add(List<String> words, JsonNode value) {
        if (value.isTextual()) {
            words.add(value.asText());
        }
    }

    private static Map<String, Integer> figures(Report report) {
        int duplicates =
                report.cells().stream().mapToInt(CellReport::duplicates).sum();
        int again = report.totals().pairs() - report.totals().firstAttemptOk();
        return Map.of("duplicates", duplicates, "epochs", report.epochs(), "not_at_first", again);
    }
}
