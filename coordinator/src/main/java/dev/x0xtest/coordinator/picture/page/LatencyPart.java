package dev.x0xtest.coordinator.picture.page;

import dev.x0xtest.coordinator.latency.TimeDigit;
import dev.x0xtest.coordinator.picture.CellImage;
import dev.x0xtest.coordinator.picture.Matrix;
import dev.x0xtest.coordinator.picture.Sheet;
import java.io.IOException;

/** How long proven pairs took: a histogram with its table, and a map of digits. */
final class LatencyPart {
    private static final int WIDE = 52;
    private static final int HIGH = 120;
    private static final int SHORTEST = 2;

    private LatencyPart() {}

    static void write(Sheet sheet, Html html) throws IOException {
        Matrix matrix = sheet.matrix();
        int[] counts = new int[TimeDigit.COUNT];
        int slowest = -1;
        String which = "";
        for (int row = 0; row < matrix.size(); row++) {
            for (int column = 0; column < matrix.size(); column++) {
                int micros = matrix.micros(row, column);
                if (micros >= 0) {
                    counts[TimeDigit.of(micros)]++;
                    which = micros > slowest ? matrix.label(row) + " → " + matrix.label(column) : which;
                    slowest = Math.max(slowest, micros);
                }
            }
        }
        html.put("<section id=\"latency\" aria-labelledby=\"h-latency\">\n<h2 id=\"h-latency\">Latency</h2>\n");
        if (slowest < 0) {
            html.put("<p class=\"calm\">No pair was proven, so no time is known.</p>\n</section>\n");
            return;
        }
        html.put("<p>From the send to the answer of the sender's daemon, p50 of each pair. The slowest: ")
                .text(which + ", " + Words.time(slowest))
                .put(".</p>\n<div class=\"two\">\n<figure><figcaption>Pairs by latency</figcaption>\n");
        histogram(counts, html);
        html.put("</figure>\n<figure><figcaption>")
                .put(
                        sheet.lettered()
                                ? "Map of digits: 0 under 1 ms, 9 from 500 ms on"
                                : "Map of times: pale under 1 ms, dark from 500 ms on")
                .put("</figcaption>\n");
        if (sheet.lettered()) {
            digits(matrix, html);
        } else {
            html.put("<img class=\"map\" alt=\"Latency of each proven pair, the darker the slower\" width=\"");
            int side = matrix.size() * CellImage.side(matrix);
            html.put(side).put("\" height=\"").put(side).put("\" src=\"");
            html.put(CellImage.latencies(matrix)).put("\">\n");
        }
        html.put("</figure>\n</div>\n</section>\n");
    }

    private static void histogram(int[] counts, Html html) throws IOException {
        int most = 1;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        html.put(
                        "<svg class=\"chart\" viewBox=\"0 0 520 168\" role=\"img\" aria-label=\"Histogram; the table below has its")
                .put(" figures\">\n");
        for (int digit = 0; digit < counts.length; digit++) {
            int height = counts[digit] == 0 ? 0 : Math.max(SHORTEST, counts[digit] * HIGH / most);
            int x = digit * WIDE;
            html.put("<rect class=\"col d")
                    .put(digit)
                    .put("\" x=\"")
                    .put(x + 4)
                    .put("\" y=\"")
                    .put(18 + HIGH - height);
            html.put("\" width=\"")
                    .put(WIDE - 8)
                    .put("\" height=\"")
                    .put(height)
                    .put("\"/><text x=\"")
                    .put(x + WIDE / 2);
            html.put("\" y=\"").put(12 + HIGH - height).put("\">");
            html.put(counts[digit] == 0 ? "" : Sheet.count(counts[digit])).put("</text><text class=\"axis\" x=\"");
            html.put(x + WIDE / 2)
                    .put("\" y=\"")
                    .put(18 + HIGH + 18)
                    .put("\">")
                    .put(digit)
                    .put("</text>\n");
        }
        html.put("<path class=\"base\" d=\"M0 ").put(18 + HIGH).put("H520\"/></svg>\n");
        html.put("<details><summary>As a table</summary><table class=\"list\"><thead><tr><th scope=\"col\">digit</th>")
                .put("<th scope=\"col\">latency</th><th scope=\"col\">pairs</th></tr></thead><tbody>\n");
        for (int digit = 0; digit < counts.length; digit++) {
            html.put("<tr><td><span class=\"key d d")
                    .put(digit)
                    .put("\">")
                    .put(digit)
                    .put("</span></td><td>");
            html.put(TimeDigit.range(digit))
                    .put("</td><td>")
                    .put(Sheet.count(counts[digit]))
                    .put("</td></tr>\n");
        }
        html.put("</tbody></table></details>\n");
    }

    /** Rows of digits; neighbours that are alike share one element. */
    private static void digits(Matrix matrix, Html html) throws IOException {
        int longest = 0;
        for (int node = 0; node < matrix.size(); node++) {
            longest = Math.max(longest, matrix.label(node).length());
        }
        html.put("<pre class=\"digits\" tabindex=\"0\" role=\"group\" aria-label=\"Map of latency digits\">");
        for (int row = 0; row < matrix.size(); row++) {
            html.text(matrix.label(row)
                    + " ".repeat(longest + 1 - matrix.label(row).length()));
            int column = 0;
            while (column < matrix.size()) {
                int end = column + 1;
                char mark = matrix.mark(row, column);
                while (end < matrix.size() && matrix.mark(row, end) == mark) {
                    end++;
                }
                String run = String.valueOf(mark).repeat(end - column);
                if (mark >= '0' && mark <= '9') {
                    html.put("<span class=\"d d")
                            .put("" + mark)
                            .put("\">")
                            .put(run)
                            .put("</span>");
                } else {
                    html.put("<span class=\"")
                            .put(mark == '·' ? "x" : "o")
                            .put("\">")
                            .put(run)
                            .put("</span>");
                }
                column = end;
            }
            html.put("\n");
        }
        html.put("</pre>\n");
    }
}
