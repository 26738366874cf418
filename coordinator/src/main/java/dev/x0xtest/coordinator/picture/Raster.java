package dev.x0xtest.coordinator.picture;

import java.util.Arrays;

/** Dots of {@link Palette} colours. What is drawn beyond an edge is cut off. Not for several threads. */
@SuppressWarnings("EnumOrdinal") // a place in the palette, written nowhere else
final class Raster {
    final int width;
    final int height;
    private final byte[] dots;

    Raster(int width, int height) {
        this.width = width;
        this.height = height;
        this.dots = new byte[Math.multiplyExact(width, height)];
    }

    /** The colours of one row, by their places in the palette. */
    void copyRow(int y, byte[] into, int at) {
        for (int x = 0; x < width; x++) {
            into[at + x] = dots[y * width + x];
        }
    }

    Palette at(int x, int y) {
        return Palette.values()[dots[y * width + x]];
    }

    void dot(int x, int y, Palette colour) {
        if (x >= 0 && y >= 0 && x < width && y < height) {
            dots[y * width + x] = (byte) colour.ordinal();
        }
    }

    void fill(int x, int y, int wide, int high, Palette colour) {
        int from = Math.max(0, x);
        int to = Math.min(width, x + wide);
        for (int row = Math.max(0, y); row < Math.min(height, y + high) && from < to; row++) {
            Arrays.fill(dots, row * width + from, row * width + to, (byte) colour.ordinal());
        }
    }

    /** Stripes over a square, in the direction of a slash. */
    void hatch(int x, int y, int side, int step) {
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                if ((row + column) % step < Math.max(1, step / 4)) {
                    dot(x + column, y + row, Palette.HATCH);
                }
            }
        }
    }

    /** The frame of a square, inside it. */
    void frame(int x, int y, int side, int thick, Palette colour) {
        fill(x, y, side, thick, colour);
        fill(x, y + side - thick, side, thick, colour);
        fill(x, y, thick, side, colour);
        fill(x + side - thick, y, thick, side, colour);
    }

    /** Text whose first dot is at {@code x}, {@code y}; each dot of the font is a square of {@code scale}. */
    void text(int x, int y, String text, int scale, Palette colour) {
        for (int at = 0; at < text.length(); at++) {
            glyph(text.charAt(at), x + at * PixelFont.ADVANCE * scale, y, scale, colour, false);
        }
    }

    /** Text that runs upwards from {@code x}, {@code y}. */
    void textUp(int x, int y, String text, int scale, Palette colour) {
        for (int at = 0; at < text.length(); at++) {
            glyph(text.charAt(at), x, y - at * PixelFont.ADVANCE * scale, scale, colour, true);
        }
    }

    private void glyph(char character, int x, int y, int scale, Palette colour, boolean up) {
        for (int column = 0; column < PixelFont.COLUMNS; column++) {
            for (int row = 0; row < PixelFont.ROWS; row++) {
                if (PixelFont.dot(character, column, row)) {
                    int right = up ? row : column;
                    int down = up ? -column : row;
                    fill(x + right * scale, y + down * scale, scale, scale, colour);
                }
            }
        }
    }
}
