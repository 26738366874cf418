package dev.x0xtest.coordinator.picture;

import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellOutcome;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The matrix as a PNG: its sentence, the cells, the causes in a line each, a legend. */
public final class PngPicture {
    private static final int MARGIN = 24;
    private static final int LINE = 20;
    private static final int TEXT = 2;
    private static final int MOST_CAUSES = 6;
    private static final int MOST_LABEL = 16;
    private static final int LEAST_WIDTH = 720;
    private static final int DIGIT = PixelFont.ADVANCE * TEXT;

    private final Sheet sheet;
    private final Matrix matrix;
    final int side;
    private final int labels;
    private final NodeKey key;
    private final int keyEach;
    private final int keyColumns;
    private final List<String> causes;
    private final List<CellOutcome> legend;
    final Raster raster;
    final int top;
    final int left;

    private PngPicture(Sheet sheet) {
        this.sheet = sheet;
        this.matrix = sheet.matrix();
        int nodes = matrix.size();
        this.side = sheet.lettered() ? (nodes <= 12 ? 56 : nodes <= 30 ? 36 : 24) : CellImage.side(matrix);
        int longest = 0;
        for (int node = 0; node < nodes && sheet.lettered(); node++) {
            longest = Math.max(longest, PixelFont.width(label(node)) * TEXT);
        }
        this.labels = sheet.lettered() ? longest + 12 : 60;
        this.key = new NodeKey(sheet);
        this.causes =
                sheet.causeLines(MOST_CAUSES).stream().map(PngPicture::ascii).toList();
        this.legend = sheet.legend();
        int words = PixelFont.width(ascii(sheet.subtitle())) * TEXT;
        for (String line : causes) {
            words = Math.max(words, 24 + PixelFont.width(line) * TEXT);
        }
        for (CellOutcome outcome : legend) {
            words = Math.max(words, 28 + PixelFont.width(count(outcome)) * TEXT);
        }
        if (sheet.undeclared() > 0) {
            words = Math.max(words, 28 + PixelFont.width(ascii(sheet.blank())) * TEXT);
        }
        int sums = PixelFont.width("000/000") * TEXT;
        int width = Math.max(
                Math.max(LEAST_WIDTH, labels + nodes * side + 12 + sums),
                Math.min(1_400, Math.max(words, PixelFont.width(sheet.headline()) * 3)));
        this.left = MARGIN + labels;
        this.top = MARGIN + 70 + labels;
        this.keyEach = DIGIT
                * (2
                        + key.nodes().stream()
                                .mapToInt(node -> key.text(node).length())
                                .max()
                                .orElse(0));
        this.keyColumns = NodeKey.columns(width, keyEach);
        int lines = legend.size()
                + (sheet.anySlow() ? 1 : 0)
                + (sheet.undeclared() > 0 ? 1 : 0)
                + 2
                + (causes.isEmpty() ? 0 : causes.size() + 1)
                + keyLines();
        this.raster = new Raster(width + 2 * MARGIN, top + nodes * side + MARGIN + lines * LINE + MARGIN);
    }

    /** Writes the picture; {@code OutputStream} stays open. */
    public static void write(Sheet sheet, OutputStream out) throws IOException {
        PngFile.write(drawn(sheet).raster, out);
    }

    static PngPicture drawn(Sheet sheet) {
        PngPicture picture = new PngPicture(sheet);
        picture.draw();
        return picture;
    }

    private String count(CellOutcome outcome) {
        int count = sheet.report().totals().byOutcome().getOrDefault(outcome, 0);
        return ascii(Sheet.count(count) + " " + Sheet.meaning(outcome));
    }

    private void draw() {
        raster.text(MARGIN, MARGIN, ascii(sheet.headline()), 3, Palette.INK);
        raster.text(MARGIN, MARGIN + 34, ascii(sheet.subtitle()), TEXT, Palette.SOFT);
        if (sheet.lettered()) {
            letters();
        } else {
            CellImage.draw(matrix, raster, left, top, side);
            ticks();
        }
        int y = key(top + matrix.size() * side + MARGIN);
        if (!causes.isEmpty()) {
            raster.text(MARGIN, y, sheet.causesHeading(), TEXT, Palette.INK);
            for (String cause : causes) {
                y += LINE;
                raster.text(MARGIN + 24, y, cause, TEXT, Palette.INK);
            }
            y += LINE + LINE / 2;
        }
        legend(y);
    }

    private void letters() {
        for (int node = 0; node < matrix.size(); node++) {
            String label = label(node);
            int middle = node * side + (side - 7 * TEXT) / 2;
            raster.text(left - 10 - PixelFont.width(label) * TEXT, top + middle, label, TEXT, Palette.INK);
            raster.textUp(left + middle, top - 10, label, TEXT, Palette.INK);
            Matrix.Share share = matrix.sent(node);
            raster.text(
                    left + matrix.size() * side + 10,
                    top + middle,
                    share.proven() + "/" + share.cells(),
                    TEXT,
                    share.proven() == share.cells() ? Palette.SOFT : Palette.INK);
            for (int column = 0; column < matrix.size(); column++) {
                cell(node, column);
            }
        }
    }

    private void cell(int row, int column) {
        CellClass here = matrix.cellClass(row, column);
        int x = left + column * side;
        int y = top + row * side;
        if (here == null && row != column) {
            return;
        }
        if (here == null) {
            raster.fill(x + side / 2 - 2, y + side / 2 - 2, 4, 4, Palette.LINE);
            return;
        }
        int inner = side - 2;
        square(x, y, inner, here, matrix.slow(row, column));
        CellClass back = matrix.cellClass(column, row);
        if (back != null) {
            corner(x, y, inner, back);
        }
        if (here == CellClass.REFUTED) {
            raster.frame(x, y, inner, 2, Palette.INK);
        }
        int scale = side >= 56 ? 4 : side >= 36 ? 3 : 2;
        raster.text(x + side / 10 + 1, y + side / 10 + 1, "" + matrix.mark(row, column), scale, Palette.on(here));
        if (back != null && side >= 24) {
            int small = side >= 36 ? 2 : 1;
            raster.text(
                    x + inner - 5 * small - 2,
                    y + inner - 7 * small - 2,
                    "" + matrix.mark(column, row),
                    small,
                    Palette.on(back));
        }
    }

    private void square(int x, int y, int inner, CellClass cellClass, boolean slow) {
        raster.fill(x, y, inner, inner, Palette.of(cellClass));
        if (cellClass == CellClass.UNOBSERVED) {
            raster.hatch(x, y, inner, 8);
        }
        if (cellClass == CellClass.REFUTED) {
            raster.frame(x, y, inner, 2, Palette.INK);
        }
        if (slow) {
            raster.frame(x + 2, y + 2, inner - 4, 2, Palette.PAPER);
        }
    }

    /** The reverse direction: a triangle in the lower right corner, beyond a line of paper. */
    private void corner(int x, int y, int inner, CellClass back) {
        int leg = inner * 11 / 20;
        for (int row = 0; row < leg; row++) {
            int wide = row + 1;
            int line = y + inner - leg + row;
            for (int column = 0; column < wide; column++) {
                int at = x + inner - wide + column;
                boolean edge = column < 2;
                boolean stripe = back == CellClass.UNOBSERVED && (at + line) % 8 < 2;
                raster.dot(at, line, edge ? Palette.PAPER : stripe ? Palette.HATCH : Palette.of(back));
            }
        }
    }

    private void ticks() {
        for (int node : key.beside(side, LINE)) {
            String number = NodeKey.number(node);
            int at = top + node * side + side / 2;
            Palette colour = key.matters(node) ? Palette.INK : Palette.SOFT;
            raster.text(left - 12 - PixelFont.width(number) * TEXT, at - 7, number, TEXT, colour);
            raster.fill(left - 8, at, 6, key.matters(node) ? 2 : 1, colour);
        }
        for (int node : key.beside(side, DIGIT * (NodeKey.number(matrix.size()).length() + 1))) {
            String number = NodeKey.number(node);
            int at = left + node * side + side / 2;
            Palette colour = key.matters(node) ? Palette.INK : Palette.SOFT;
            raster.text(at - PixelFont.width(number) * TEXT / 2, top - 28, number, TEXT, colour);
            raster.fill(at, top - 8, key.matters(node) ? 2 : 1, 6, colour);
        }
    }

    private int keyLines() {
        return key.nodes().isEmpty() ? 0 : 2 + (key.nodes().size() + keyColumns - 1) / keyColumns;
    }

    /** The nodes by their numbers, row by row; returns where the next line goes. */
    private int key(int from) {
        if (key.nodes().isEmpty()) {
            return from;
        }
        raster.text(MARGIN, from, key.heading(), TEXT, Palette.SOFT);
        int at = 0;
        for (int node : key.nodes()) {
            int y = from + LINE * (1 + at / keyColumns);
            Palette colour = key.matters(node) ? Palette.INK : Palette.SOFT;
            raster.text(MARGIN + at % keyColumns * keyEach, y, ascii(key.text(node)), TEXT, colour);
            at++;
        }
        return from + LINE * keyLines();
    }

    private void legend(int from) {
        int y = from;
        for (CellOutcome outcome : legend) {
            square(MARGIN, y, 16, outcome.cellClass(), false);
            String letter = outcome == CellOutcome.PROVEN ? "" : "" + outcome.letter();
            raster.text(MARGIN + 3, y + 1, letter, TEXT, Palette.on(outcome.cellClass()));
            raster.text(MARGIN + 28, y + 1, count(outcome), TEXT, Palette.INK);
            y += LINE;
        }
        if (sheet.undeclared() > 0) {
            raster.frame(MARGIN, y, 16, 1, Palette.LINE);
            raster.text(MARGIN + 28, y + 1, ascii(sheet.blank()), TEXT, Palette.INK);
            y += LINE;
        }
        if (sheet.anySlow()) {
            square(MARGIN, y, 16, CellClass.PROVEN, true);
            raster.text(MARGIN + 28, y + 1, "of a slow node", TEXT, Palette.INK);
            y += LINE;
        }
        String digits = sheet.lettered()
                ? "digit: how long, 0 under 1 ms to 9 from 500 ms, three a decade; corner: the reverse direction"
                : "row: sender, column: receiver";
        raster.text(MARGIN, y + 6, digits, raster.width < 1_200 ? 1 : TEXT, Palette.SOFT);
    }

    private String label(int node) {
        String label = matrix.label(node);
        return label.length() <= MOST_LABEL ? label : label.substring(0, MOST_LABEL - 2) + "..";
    }

    /** The font has ASCII only. */
    private static String ascii(String text) {
        return Markup.plain(text).replace("–", "-").replace("→", "->").replace("…", "..");
    }
}
