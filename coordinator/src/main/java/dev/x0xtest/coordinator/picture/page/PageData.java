package dev.x0xtest.coordinator.picture.page;

import dev.x0xtest.coordinator.latency.TimeDigit;
import dev.x0xtest.coordinator.picture.Markup;
import dev.x0xtest.coordinator.picture.Matrix;
import dev.x0xtest.coordinator.picture.Sheet;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.Diagnosis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the script reads: the nodes, a line of marks for each row, what each mark means, and for fleets whose cells are elements
 * the evidence of each cell as places in a list of phrases.
 */
final class PageData {
    private final Sheet sheet;
    private final Matrix matrix;
    private final Html html;
    private final Map<String, Integer> phrases = new LinkedHashMap<>();

    private PageData(Sheet sheet, Html html) {
        this.sheet = sheet;
        this.matrix = sheet.matrix();
        this.html = html;
    }

    static void write(Sheet sheet, Html html) throws IOException {
        new PageData(sheet, html).write();
    }

    private void write() throws IOException {
        html.put("{\"nodes\":[");
        for (int node = 0; node < matrix.size(); node++) {
            html.put(node == 0 ? "" : ",").put(Markup.json(matrix.label(node)));
        }
        html.put("],\"run\":").put(Markup.json(sheet.report().runId())).put(",\"rows\":[");
        for (int row = 0; row < matrix.size(); row++) {
            StringBuilder marks = new StringBuilder();
            for (int column = 0; column < matrix.size(); column++) {
                marks.append(matrix.mark(row, column));
            }
            html.put(row == 0 ? "" : ",").put(Markup.json(marks.toString()));
        }
        html.put("],\"means\":{");
        for (int digit = 0; digit < TimeDigit.COUNT; digit++) {
            html.put("\"")
                    .put(digit)
                    .put("\":")
                    .put(Markup.json("proven, " + TimeDigit.range(digit)))
                    .put(",");
        }
        for (CellOutcome outcome : CellOutcome.values()) {
            html.put(outcome == CellOutcome.PROVEN ? "" : ",");
            html.put("\"" + outcome.letter() + "\":").put(Markup.json(Sheet.meaning(outcome)));
        }
        html.put("}");
        if (sheet.lettered()) {
            evidence();
        }
        html.put("}");
    }

    private void evidence() throws IOException {
        html.put(",\"cells\":[");
        for (int row = 0; row < matrix.size(); row++) {
            html.put(row == 0 ? "[" : ",\n[");
            for (int column = 0; column < matrix.size(); column++) {
                html.put(column == 0 ? "" : ",");
                html.put(matrix.outcome(row, column) == null ? "0" : cell(matrix.cell(row, column)));
            }
            html.put("]");
        }
        html.put("],\"phrases\":[");
        boolean first = true;
        for (String phrase : phrases.keySet()) {
            html.put(first ? "" : ",").put(Markup.json(phrase));
            first = false;
        }
        html.put("]");
    }

    /** Places of: outcome, what it means, sender, receiver, coverage, command, next step; then the last request, in full. */
    private String cell(CellReport cell) {
        Report report = sheet.report();
        CellReport.Evidence evidence = cell.evidence();
        List<String> parts = new ArrayList<>();
        parts.add(place(cell.title()));
        parts.add(place(cell.proven() ? "" : Diagnosis.evidence(report, cell)));
        parts.add(place(evidence.sender()));
        parts.add(place(evidence.receiver()));
        parts.add(place(evidence.coverage()));
        parts.add(place(evidence.control()));
        parts.add(place(cell.proven() ? "" : Diagnosis.nextStep(report, cell).text(report, cell)));
        List<String> requests = evidence.requestIds();
        String last = requests.isEmpty() ? "" : requests.get(requests.size() - 1);
        String run = report.runId() + ".";
        parts.add(Markup.json(last.startsWith(run) ? last.substring(run.length() - 1) : last));
        return "[" + String.join(",", parts) + "]";
    }

    private String place(String phrase) {
        return Integer.toString(phrases.computeIfAbsent(phrase, key -> phrases.size()));
    }
}
