package dev.x0xtest.coordinator.picture;

import java.io.IOException;

/** The matrix of a large fleet within an SVG: an image of its cells, numbers beside it, and a key to the numbers. */
final class SvgMap {
    /** The side of the image. */
    static final int WIDTH = 900;

    /** A digit's width. */
    private static final int DIGIT = 8;

    private static final int LINE = SvgPicture.LINE;

    private final Matrix matrix;
    private final NodeKey key;
    private final Appendable out;

    SvgMap(Sheet sheet, Appendable out) {
        this.matrix = sheet.matrix();
        this.key = new NodeKey(sheet);
        this.out = out;
    }

    void write(int left, int top) throws IOException {
        double cell = WIDTH / (double) matrix.size();
        for (int node : key.beside(cell, LINE - 6)) {
            int at = top + (int) Math.round((node + 0.5) * cell);
            text(key.matters(node) ? "b e" : "s e", left - 12, at + 5, NodeKey.number(node));
            tick(node, "M" + (left - 8) + " " + at + "h6");
        }
        for (int node : key.beside(cell, DIGIT * (NodeKey.number(matrix.size()).length() + 1))) {
            int at = left + (int) Math.round((node + 0.5) * cell);
            text(key.matters(node) ? "b c" : "s c", at, top - 12, NodeKey.number(node));
            tick(node, "M" + at + " " + (top - 8) + "v6");
        }
        put("<image x=\"" + left + "\" y=\"" + top + "\" width=\"" + WIDTH + "\" height=\"" + WIDTH
                + "\" style=\"image-rendering:pixelated\" href=\"" + CellImage.outcomes(matrix) + "\"/>\n");
    }

    private void tick(int node, String path) throws IOException {
        put("<path class=\"tick" + (key.matters(node) ? " on" : "") + "\" d=\"" + path + "\"/>\n");
    }

    private int each() {
        return DIGIT
                * (2
                        + key.nodes().stream()
                                .mapToInt(node -> key.text(node).length())
                                .max()
                                .orElse(0));
    }

    /** How many lines the key takes in such a width, with an empty one below it; 0: there is none. */
    int lines(int wide) {
        int columns = NodeKey.columns(wide, each());
        return key.nodes().isEmpty() ? 0 : 2 + (key.nodes().size() + columns - 1) / columns;
    }

    /** Writes the key, row by row; returns its lines. */
    int key(int left, int top, int wide) throws IOException {
        if (key.nodes().isEmpty()) {
            return 0;
        }
        int columns = NodeKey.columns(wide, each());
        text("s", left, top, key.heading());
        int at = 0;
        for (int node : key.nodes()) {
            text(
                    key.matters(node) ? "b" : "n",
                    left + at % columns * each(),
                    top + LINE * (1 + at / columns),
                    key.text(node));
            at++;
        }
        return lines(wide);
    }

    private void text(String name, int x, int y, String text) throws IOException {
        put("<text class=\"" + name + "\" x=\"" + x + "\" y=\"" + y + "\">" + Markup.text(text) + "</text>\n");
    }

    private void put(String text) throws IOException {
        out.append(text);
    }
}
