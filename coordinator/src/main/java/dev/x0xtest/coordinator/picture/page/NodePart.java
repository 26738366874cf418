package dev.x0xtest.coordinator.picture.page;

import dev.x0xtest.coordinator.picture.Matrix;
import dev.x0xtest.coordinator.picture.Sheet;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The nodes with what each sends and receives; those with the fewest proven pairs come first. */
final class NodePart {
    private static final int BAR = 60;

    private NodePart() {}

    static void write(Sheet sheet, Html html) throws IOException {
        Matrix matrix = sheet.matrix();
        html.put("<section id=\"nodes\" aria-labelledby=\"h-nodes\">\n<h2 id=\"h-nodes\">Nodes</h2>\n")
                .put("<div class=\"scroll\"><table class=\"list sortable\">\n<thead><tr><th scope=\"col\">node</th>")
                .put(
                        "<th scope=\"col\">sends</th><th scope=\"col\">receives</th><th scope=\"col\" class=\"wide\">p50 out</th>")
                .put(
                        "<th scope=\"col\" class=\"wide\">p50 in</th><th scope=\"col\" class=\"wide\">x0xd</th></tr></thead>\n<tbody>\n");
        List<Integer> order = IntStream.range(0, matrix.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer node) ->
                        matrix.sent(node).proven() + matrix.received(node).proven()))
                .toList();
        for (int node : order) {
            Matrix.Share out = matrix.sent(node);
            Matrix.Share in = matrix.received(node);
            RosterEntry entry =
                    sheet.report().entry(new NodeLabel(matrix.label(node))).orElseThrow();
            html.put("<tr data-node=\"").put(node).put("\"><th scope=\"row\">").text(matrix.label(node));
            if (!entry.ready()) {
                html.put("<small>").text(entry.state()).put("</small>");
            }
            html.put("</th>");
            share(out, sheet.lettered(), html);
            share(in, sheet.lettered(), html);
            time(out.micros(), html);
            time(in.micros(), html);
            html.put("<td class=\"wide\">")
                    .text(entry.x0xd() == null ? "–" : entry.x0xd())
                    .put("</td></tr>\n");
        }
        html.put("</tbody></table></div>\n</section>\n");
    }

    private static void time(int micros, Html html) throws IOException {
        html.put("<td class=\"wide\" data-v=\"")
                .put(micros)
                .put("\">")
                .put(Words.time(micros))
                .put("</td>");
    }

    private static void share(Matrix.Share share, boolean always, Html html) throws IOException {
        html.put("<td data-v=\"").put(share.proven()).put("\">");
        if (share.cells() > 0 && (always || share.proven() < share.cells())) {
            int proven = share.proven() * BAR / share.cells();
            int refuted = share.refuted() == 0 ? 0 : Math.max(2, share.refuted() * BAR / share.cells());
            html.put(
                    "<svg class=\"bar\" viewBox=\"0 0 60 9\" aria-hidden=\"true\"><rect class=\"fu\" width=\"60\" height=\"9\"/>");
            html.put("<rect class=\"fp\" width=\"").put(proven).put("\" height=\"9\"/>");
            if (refuted > 0) {
                int from = Math.min(proven, BAR - refuted);
                html.put("<rect class=\"fr\" x=\"")
                        .put(from)
                        .put("\" width=\"")
                        .put(refuted)
                        .put("\" height=\"9\"/>");
            }
            html.put("</svg>");
        }
        html.put(share.proven()).put("/").put(share.cells()).put("</td>");
    }
}
