package dev.x0xtest.coordinator.picture.page;

import dev.x0xtest.coordinator.picture.Matrix;
import dev.x0xtest.coordinator.picture.Sheet;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.Diagnosis;
import java.io.IOException;

/** Every pair that is not proven, with its evidence and next step; the refuted ones first, and not without bound. */
final class PairPart {
    private static final int MOST = 1_000;

    private final Sheet sheet;
    private final Matrix matrix;
    private final Html html;
    private int listed;

    private PairPart(Sheet sheet, Html html) {
        this.sheet = sheet;
        this.matrix = sheet.matrix();
        this.html = html;
    }

    static void write(Sheet sheet, Html html) throws IOException {
        new PairPart(sheet, html).write();
    }

    private void write() throws IOException {
        int open = sheet.report().totals().pairs() - sheet.report().totals().proven();
        html.put(
                "<section id=\"pairs\" aria-labelledby=\"h-pairs\">\n<h2 id=\"h-pairs\">Pairs that are not proven</h2>\n");
        if (open == 0) {
            html.put("<p class=\"calm\">There are none.</p>\n</section>\n");
            return;
        }
        html.put("<p class=\"script\" hidden><label>Filter <input type=\"search\" id=\"filter\"></label>")
                .put(" <span id=\"shown\" role=\"status\"></span></p>\n")
                .put(
                        "<div class=\"scroll\"><table class=\"list sortable\" id=\"list\">\n<thead><tr><th scope=\"col\">from</th>")
                .put(
                        "<th scope=\"col\">to</th><th scope=\"col\">outcome</th><th scope=\"col\">evidence</th></tr></thead>\n<tbody>\n");
        rows(CellClass.REFUTED);
        rows(CellClass.UNOBSERVED);
        html.put("</tbody></table></div>\n");
        if (open > listed) {
            html.put("<p>")
                    .text(Sheet.count(open - listed))
                    .put(" more are left out here; the JSON report has all.</p>\n");
        }
        html.put("</section>\n");
    }

    private void rows(CellClass wanted) throws IOException {
        for (int row = 0; row < matrix.size(); row++) {
            for (int column = 0; column < matrix.size() && listed < MOST; column++) {
                if (matrix.cellClass(row, column) == wanted) {
                    row(row, column, wanted);
                    listed++;
                }
            }
        }
    }

    private void row(int row, int column, CellClass cellClass) throws IOException {
        Report report = sheet.report();
        CellReport cell = matrix.cell(row, column);
        html.put("<tr id=\"p")
                .put(row)
                .put("-")
                .put(column)
                .put("\"><td>")
                .text(matrix.label(row))
                .put("</td><td>");
        html.text(matrix.label(column))
                .put("</td><td><span class=\"key ")
                .put("" + Words.letter(cellClass))
                .put("\">");
        html.put("" + matrix.mark(row, column))
                .put("</span> ")
                .text(cell.title())
                .put("</td><td>");
        html.text(Diagnosis.evidence(report, cell)).put("<br><em>next: ");
        html.text(Diagnosis.nextStep(report, cell).text(report, cell)).put("</em></td></tr>\n");
    }
}
