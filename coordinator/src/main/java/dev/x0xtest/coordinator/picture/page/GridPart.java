package dev.x0xtest.coordinator.picture.page;

import dev.x0xtest.coordinator.picture.Matrix;
import dev.x0xtest.coordinator.picture.Sheet;
import dev.x0xtest.coordinator.report.CellClass;
import java.io.IOException;

/** The matrix of up to {@value Sheet#MOST_LETTERED} nodes as a grid of elements, one of which takes the focus. */
final class GridPart {
    private static final int FEW = 8;
    private static final int SOME = 14;
    private static final int MANY = 30;

    private GridPart() {}

    static void write(Sheet sheet, Html html) throws IOException {
        Matrix matrix = sheet.matrix();
        int nodes = matrix.size();
        html.put("<section id=\"matrix\" aria-labelledby=\"h-matrix\">\n<h2 id=\"h-matrix\">Matrix</h2>\n")
                .put("<details id=\"box\" open><summary>Show the matrix</summary>\n");
        html.put(
                        "<p class=\"hint script\" hidden>Click a cell, or move with the arrow keys, Home and End; Enter goes to")
                .put(" its evidence.</p>\n<div class=\"scroll\"><table role=\"grid\" id=\"grid\" class=\"g ")
                .put(nodes <= FEW ? "huge" : nodes <= SOME ? "large" : nodes <= MANY ? "medium" : "small")
                .put(
                        "\" aria-label=\"Outcome of each pair; rows send, columns receive\">\n<thead><tr><th class=\"corner\"")
                .put(" scope=\"col\">from ↓ to →</th>");
        for (int column = 0; column < nodes; column++) {
            html.put("<th scope=\"col\"><span>").text(matrix.label(column)).put("</span></th>");
        }
        html.put("<th scope=\"col\" class=\"sum\"><span>proven</span></th></tr></thead>\n<tbody>\n");
        boolean first = true;
        for (int row = 0; row < nodes; row++) {
            html.put("<tr><th scope=\"row\">").text(matrix.label(row)).put("</th>");
            for (int column = 0; column < nodes; column++) {
                boolean there = matrix.outcome(row, column) != null;
                cell(matrix, row, column, there && first, html);
                first &= !there;
            }
            Matrix.Share share = matrix.sent(row);
            html.put(share.proven() == share.cells() ? "<td class=\"sum\">" : "<td class=\"sum bad\">");
            html.put(share.proven()).put("/").put(share.cells()).put("</td></tr>\n");
        }
        html.put("</tbody></table></div>\n");
        evidence(html);
        Legend.write(sheet, html);
        html.put("</details>\n</section>\n");
    }

    /** Where the script says what a cell is, in words. */
    static void evidence(Html html) throws IOException {
        html.put("<p id=\"say\" class=\"say\" role=\"status\"></p>\n")
                .put(
                        "<div id=\"evidence\" tabindex=\"-1\" role=\"group\" aria-label=\"Evidence of a pair\" hidden></div>\n")
                .put(
                        "<noscript><p class=\"hint\">The <a href=\"#pairs\">list of pairs</a> has the evidence.</p></noscript>\n");
    }

    private static void cell(Matrix matrix, int row, int column, boolean focus, Html html) throws IOException {
        CellClass here = matrix.cellClass(row, column);
        if (here == null) {
            html.put(row == column ? "<td class=\"x\">·</td>" : "<td class=\"x\" aria-label=\"not declared\"></td>");
            return;
        }
        String places = row + "-" + column;
        html.put("<td id=\"c").put(places).put("\" class=\"").put("" + Words.letter(here));
        html.put(matrix.slow(row, column) ? " s" : "").put("\" tabindex=\"").put(focus ? "0" : "-1");
        html.put("\" aria-label=\"").text(matrix.label(row) + " to " + matrix.label(column) + ": ");
        html.text(Words.cell(matrix, row, column));
        CellClass back = matrix.cellClass(column, row);
        if (back == null) {
            html.put("\"><b>").put("" + matrix.mark(row, column)).put("</b></td>");
            return;
        }
        html.text("; back: " + Words.cell(matrix, column, row)).put("\"><b>").put("" + matrix.mark(row, column));
        html.put("</b><i class=\"").put("" + Words.letter(back)).put("\">").put("" + matrix.mark(column, row));
        html.put("</i></td>");
    }
}
