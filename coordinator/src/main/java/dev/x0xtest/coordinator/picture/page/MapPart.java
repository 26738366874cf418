package dev.x0xtest.coordinator.picture.page;

import dev.x0xtest.coordinator.picture.CellImage;
import dev.x0xtest.coordinator.picture.Matrix;
import dev.x0xtest.coordinator.picture.Sheet;
import java.io.IOException;

/** The matrix of a large fleet as an image with a cross-hair. A cell that is not proven is also in the list of pairs. */
final class MapPart {
    private MapPart() {}

    static void write(Sheet sheet, Html html) throws IOException {
        Matrix matrix = sheet.matrix();
        html.put("<section id=\"matrix\" aria-labelledby=\"h-matrix\">\n<h2 id=\"h-matrix\">Matrix</h2>\n")
                .put("<details id=\"box\" open><summary>Show the matrix</summary>\n");
        html.put(
                        "<form id=\"lookup\" class=\"script\" hidden><label>From <input name=\"from\" list=\"labels\"></label> ")
                .put("<label>To <input name=\"to\" list=\"labels\"></label> <button>Show the pair</button>")
                .put("<datalist id=\"labels\"></datalist></form>\n")
                .put(
                        "<p class=\"hint script\" hidden>Click a pair, or move with the arrow keys, Page Up and Page Down,")
                .put(" Home and End; Enter goes to its evidence.</p>\n")
                .put("<div class=\"scroll\"><div id=\"map\" class=\"map\"><img alt=\"")
                .text(sheet.headline() + "; one dot a pair, rows send, columns receive")
                .put("\" width=\"")
                .put(matrix.size() * CellImage.side(matrix))
                .put("\" height=\"")
                .put(matrix.size() * CellImage.side(matrix))
                .put("\" src=\"")
                .put(CellImage.outcomes(matrix))
                .put("\"><span id=\"cross\" hidden></span></div></div>\n");
        GridPart.evidence(html);
        Legend.write(sheet, html);
        html.put("</details>\n</section>\n");
    }
}
