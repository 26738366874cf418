package dev.x0xtest.coordinator.picture.page;

import dev.x0xtest.coordinator.picture.Sheet;
import dev.x0xtest.coordinator.report.CellOutcome;
import java.io.IOException;
import java.util.Map;

/** What the letters and grounds of the matrix mean; only those that occur. */
final class Legend {
    private Legend() {}

    static void write(Sheet sheet, Html html) throws IOException {
        html.put("<ul class=\"legend\">\n");
        for (Map.Entry<CellOutcome, Integer> entry :
                sheet.report().totals().byOutcome().entrySet()) {
            CellOutcome outcome = entry.getKey();
            if (entry.getValue() > 0) {
                html.put("<li><span class=\"key ")
                        .put("" + Words.letter(outcome.cellClass()))
                        .put("\">");
                html.put(mark(outcome, sheet.lettered())).put("</span> ");
                html.text(Sheet.count(entry.getValue()) + " " + Sheet.meaning(outcome))
                        .put("</li>\n");
            }
        }
        if (sheet.undeclared() > 0) {
            html.put("<li><span class=\"key x\">&nbsp;</span> ")
                    .text(sheet.blank())
                    .put("</li>\n");
        }
        if (sheet.anySlow()) {
            html.put("<li><span class=\"key p s\">7</span> outlined: of a slow node</li>\n");
        }
        html.put("</ul>\n<p class=\"hint\">Rows send, columns receive. ")
                .put(sheet.lettered() ? "The corner of a cell is the way back. " : "")
                .put(
                        sheet.lettered()
                                ? "A digit is the time of a proven pair: 0 under 1 ms, 9 from 500 ms on, three digits to a"
                                        + " factor of ten."
                                : "")
                .put("</p>\n");
    }

    /** What stands in such a cell; an image of a large fleet has colours and patterns only. */
    private static String mark(CellOutcome outcome, boolean lettered) {
        if (outcome == CellOutcome.PROVEN) {
            return lettered ? "0–9" : "&nbsp;&nbsp;";
        }
        return String.valueOf(outcome.letter());
    }
}
