package dev.x0xtest.coordinator.picture;

import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellOutcome;
import java.io.IOException;
import java.util.List;

/**
 * The matrix as an SVG: its sentence, the cells, the causes in a line each, a legend. It needs no other file and follows a
 * dark page.
 */
public final class SvgPicture {
    private static final int MARGIN = 20;
    static final int LINE = 22;
    /** The width of the words in the upper left corner. */
    private static final int CORNER = 76;

    private static final int MOST_CAUSES = 6;
    private static final int MOST_LABEL = 20;
    private static final int MOST_WORDS = 1_400;

    private final Sheet sheet;
    private final Matrix matrix;
    private final Appendable out;
    private final int side;
    private final int left;
    private final int top;
    private final int width;
    private final SvgMap map;
    private final List<String> causes;
    private final List<CellOutcome> legend;

    private SvgPicture(Sheet sheet, Appendable out) {
        this.sheet = sheet;
        this.matrix = sheet.matrix();
        this.out = out;
        int nodes = Math.max(1, matrix.size());
        this.side = sheet.lettered() ? (nodes <= 12 ? 48 : nodes <= 30 ? 30 : 20) : 0;
        int longest = 4;
        for (int node = 0; node < matrix.size() && sheet.lettered(); node++) {
            longest = Math.max(longest, label(node).length());
        }
        this.left = MARGIN + 12 + Math.max(longest * 8, sheet.lettered() ? CORNER : 0);
        this.top = MARGIN + 70 + longest * 6;
        this.causes = sheet.causeLines(MOST_CAUSES);
        this.legend = sheet.legend();
        int words = sheet.headline().length() * 12;
        words = Math.max(words, Math.max(sheet.subtitle().length(), digits().length()) * 7);
        for (String line : causes) {
            words = Math.max(words, 16 + line.length() * 8);
        }
        for (CellOutcome outcome : legend) {
            words = Math.max(words, 90 + Sheet.meaning(outcome).length() * 8);
        }
        if (sheet.undeclared() > 0) {
            words = Math.max(words, 60 + sheet.blank().length() * 8);
        }
        this.width = Math.max(left + span() + 70, Math.min(MOST_WORDS, words + 2 * MARGIN));
        this.map = new SvgMap(sheet, out);
    }

    /** Writes the picture as XML. */
    public static void write(Sheet sheet, Appendable out) throws IOException {
        new SvgPicture(sheet, out).write();
    }

    /** The side of the whole matrix. */
    private int span() {
        return sheet.lettered() ? side * matrix.size() : SvgMap.WIDTH;
    }

    private void write() throws IOException {
        int lines = legend.size()
                + (sheet.anySlow() ? 1 : 0)
                + (sheet.undeclared() > 0 ? 1 : 0)
                + (causes.isEmpty() ? 0 : causes.size() + 2)
                + map.lines(width - 2 * MARGIN)
                + 1;
        int height = top + span() + MARGIN + lines * LINE + MARGIN;
        put("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + height + "\" width=\"" + width
                + "\" height=\"" + height + "\" role=\"img\" aria-labelledby=\"title desc\">\n");
        put("<title id=\"title\">" + Markup.text(sheet.headline()) + "</title>\n");
        put("<desc id=\"desc\">One row per sender, one column per receiver. " + Markup.text(sheet.subtitle())
                + (causes.isEmpty() ? "" : ". " + Markup.text(String.join("; ", causes))) + ".</desc>\n");
        style();
        put("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
        text("h", MARGIN, MARGIN + 18, sheet.headline());
        text("s", MARGIN, MARGIN + 42, sheet.subtitle());
        if (sheet.lettered()) {
            axes();
            cells();
        } else {
            map.write(left, top);
        }
        int y = top + span() + MARGIN + 14;
        y += LINE * map.key(MARGIN, y, width - 2 * MARGIN);
        if (!causes.isEmpty()) {
            text("b", MARGIN, y, sheet.causesHeading());
            for (String cause : causes) {
                y += LINE;
                text("n", MARGIN + 16, y, cause);
            }
            y += LINE + LINE / 2;
        }
        legend(y);
        put("</svg>\n");
    }

    private void style() throws IOException {
        put("<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
                + "patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"" + Palette.UNOBSERVED.css()
                + "\"/><rect width=\"2\" height=\"6\" fill=\"" + Palette.HATCH.css() + "\"/></pattern></defs>\n"
                + "<style>\n"
                + "text{font-family:system-ui,-apple-system,\"Segoe UI\",\"DejaVu Sans\",Arial,sans-serif;fill:"
                + Palette.INK.css() + "}\n"
                + ".h{font-size:20px;font-weight:650}.s{font-size:13px;fill:" + Palette.SOFT.css() + "}"
                + ".n{font-size:14px}.b{font-size:14px;font-weight:650}.e{text-anchor:end}.c{text-anchor:middle}\n"
                + ".m,.r{font-family:ui-monospace,Menlo,Consolas,\"DejaVu Sans Mono\",monospace;text-anchor:middle}\n"
                + ".m{font-size:" + Math.max(11, side * 9 / 20) + "px;font-weight:600}.r{font-size:"
                + Math.max(7, side * 5 / 20) + "px}\n"
                + ".on-proven{fill:#fff}.on-refuted,.on-unobserved{fill:" + Palette.INK.css() + "}\n"
                + ".proven{fill:" + Palette.PROVEN.css() + "}.refuted{fill:" + Palette.REFUTED.css()
                + "}.unobserved{fill:url(#hatch)}\n"
                + ".frame{fill:none;stroke:" + Palette.INK.css() + ";stroke-width:2}"
                + ".slow{fill:none;stroke:#fff;stroke-width:2}.cut{fill:#fff}.dot{fill:" + Palette.LINE.css() + "}\n"
                + (sheet.undeclared() > 0 ? ".blank{fill:none;stroke:" + Palette.LINE.css() + "}\n" : "")
                + ".tick{stroke:" + Palette.SOFT.css() + "}.tick.on{stroke:" + Palette.INK.css() + ";stroke-width:2}\n"
                + ".paper{fill:" + Palette.PAPER.css() + "}\n"
                + "@media(prefers-color-scheme:dark){.paper,.cut{fill:#14181d}.h,.n,.b{fill:#e8ebee}.s{fill:#a7b0ba}"
                + ".frame,.tick.on{stroke:#e8ebee}.tick{stroke:#a7b0ba}.dot{fill:#59636e}}\n</style>\n");
    }

    private void axes() throws IOException {
        text("s e", left - 10, top - 10, "from ↓ to →");
        for (int node = 0; node < matrix.size(); node++) {
            int middle = node * side + side / 2;
            text("n e", left - 10, top + middle + 5, label(node));
            put("<text class=\"n\" transform=\"translate(" + (left + middle + 2) + " " + (top - 10) + ") rotate(-42)\">"
                    + Markup.text(label(node)) + "</text>\n");
            Matrix.Share share = matrix.sent(node);
            text(
                    share.proven() == share.cells() ? "s" : "b",
                    left + span() + 10,
                    top + middle + 5,
                    share.proven() + "/" + share.cells());
        }
    }

    /** All squares of a class are one path, then the corners, then a line of letters for each row and class. */
    private void cells() throws IOException {
        int inner = side - 2;
        int leg = inner * 11 / 20;
        String square = "h" + inner + "v" + inner + "h-" + inner + "z";
        String corner = "v" + leg + "h-" + leg + "z";
        for (CellClass one : CellClass.values()) {
            path(name(one), one, false, 0, 0, square);
        }
        String cut = "v" + (leg + 3) + "h-" + (leg + 3) + "z";
        for (CellClass one : CellClass.values()) {
            path("cut", one, true, inner, inner - leg - 3, cut);
        }
        for (CellClass one : CellClass.values()) {
            path(name(one), one, true, inner, inner - leg, corner);
        }
        path("frame", CellClass.REFUTED, false, 1, 1, "h" + (inner - 2) + "v" + (inner - 2) + "h-" + (inner - 2) + "z");
        slow(inner);
        StringBuilder dots = new StringBuilder();
        for (int node = 0; node < matrix.size(); node++) {
            int middle = node * side + side / 2 - 2;
            dots.append('M')
                    .append(left + middle)
                    .append(' ')
                    .append(top + middle)
                    .append("h3v3h-3z");
        }
        put("<path class=\"dot\" d=\"" + dots + "\"/>\n");
        for (int row = 0; row < matrix.size(); row++) {
            for (CellClass one : CellClass.values()) {
                letters("m", row, one, false, inner * 7 / 20, inner * 10 / 20);
                letters("r", row, one, true, inner * 16 / 20, inner * 18 / 20);
            }
        }
    }

    private void path(String name, CellClass wanted, boolean back, int right, int down, String shape)
            throws IOException {
        StringBuilder path = new StringBuilder();
        for (int row = 0; row < matrix.size(); row++) {
            for (int column = 0; column < matrix.size(); column++) {
                CellClass one = back ? matrix.cellClass(column, row) : matrix.cellClass(row, column);
                if (one == wanted && matrix.outcome(row, column) != null) {
                    path.append('M').append(left + column * side + right).append(' ');
                    path.append(top + row * side + down).append(shape);
                }
            }
        }
        if (path.length() > 0) {
            put("<path class=\"" + name + "\" d=\"" + path + "\"/>\n");
        }
    }

    private void slow(int inner) throws IOException {
        StringBuilder path = new StringBuilder();
        for (int row = 0; row < matrix.size(); row++) {
            for (int column = 0; column < matrix.size(); column++) {
                if (matrix.slow(row, column)) {
                    int frame = inner - 6;
                    path.append('M')
                            .append(left + column * side + 3)
                            .append(' ')
                            .append(top + row * side + 3);
                    path.append('h')
                            .append(frame)
                            .append('v')
                            .append(frame)
                            .append("h-")
                            .append(frame)
                            .append('z');
                }
            }
        }
        if (path.length() > 0) {
            put("<path class=\"slow\" d=\"" + path + "\"/>\n");
        }
    }

    private void letters(String size, int row, CellClass wanted, boolean back, int right, int down) throws IOException {
        StringBuilder places = new StringBuilder();
        StringBuilder marks = new StringBuilder();
        for (int column = 0; column < matrix.size(); column++) {
            CellClass one = back ? matrix.cellClass(column, row) : matrix.cellClass(row, column);
            if (one == wanted && matrix.outcome(row, column) != null) {
                places.append(places.length() == 0 ? "" : " ").append(left + column * side + right);
                marks.append(back ? matrix.mark(column, row) : matrix.mark(row, column));
            }
        }
        if (marks.length() > 0) {
            put("<text class=\"" + size + " on-" + name(wanted) + "\" x=\"" + places + "\" y=\""
                    + (top + row * side + down) + "\">" + marks + "</text>\n");
        }
    }

    private void legend(int from) throws IOException {
        int y = from;
        for (CellOutcome outcome : legend) {
            String name = name(outcome.cellClass());
            put("<rect class=\"" + name + "\" x=\"" + MARGIN + "\" y=\"" + (y - 13)
                    + "\" width=\"17\" height=\"17\"/>\n");
            if (outcome != CellOutcome.PROVEN && sheet.lettered()) {
                put("<text class=\"b on-" + name + "\" x=\"" + (MARGIN + 3) + "\" y=\"" + y + "\">" + outcome.letter()
                        + "</text>\n");
            }
            int count = sheet.report().totals().byOutcome().getOrDefault(outcome, 0);
            text("n", MARGIN + 28, y, Sheet.count(count) + "  " + Sheet.meaning(outcome));
            y += LINE;
        }
        if (sheet.undeclared() > 0) {
            put("<rect class=\"blank\" x=\"" + (MARGIN + 1) + "\" y=\"" + (y - 12)
                    + "\" width=\"15\" height=\"15\"/>\n");
            text("n", MARGIN + 28, y, sheet.blank());
            y += LINE;
        }
        if (sheet.anySlow()) {
            put("<rect class=\"proven\" x=\"" + MARGIN + "\" y=\"" + (y - 13) + "\" width=\"17\" height=\"17\"/>"
                    + "<rect class=\"slow\" x=\"" + (MARGIN + 3) + "\" y=\"" + (y - 10)
                    + "\" width=\"11\" height=\"11\"/>\n");
            text("n", MARGIN + 28, y, "of a slow node");
            y += LINE;
        }
        text("s", MARGIN, y, digits());
    }

    private String digits() {
        return sheet.lettered()
                ? "digit: the time it took, 0 under 1 ms to 9 from 500 ms, three to a decade; corner: the way back"
                : "row: sender, column: receiver";
    }

    private void text(String name, int x, int y, String text) throws IOException {
        put("<text class=\"" + name + "\" x=\"" + x + "\" y=\"" + y + "\">" + Markup.text(text) + "</text>\n");
    }

    private String label(int node) {
        String label = matrix.label(node);
        return label.length() <= MOST_LABEL ? label : label.substring(0, MOST_LABEL - 1) + "…";
    }

    private static String name(CellClass cellClass) {
        return switch (cellClass) {
            case PROVEN -> "proven";
            case REFUTED -> "refuted";
            case UNOBSERVED -> "unobserved";
        };
    }

    private void put(String text) throws IOException {
        out.append(text);
    }
}
