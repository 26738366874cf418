package dev.x0xtest.coordinator.picture;

import dev.x0xtest.coordinator.latency.TimeDigit;
import dev.x0xtest.coordinator.report.CellClass;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A matrix with too many nodes for letters, as an image: a small square a cell. */
public final class CellImage {
    private static final int MOST_PIXELS = 900;
    private static final int MOST_SIDE = 12;
    private static final int HATCH_STEP = 2;
    /** So many refuted cells get a ring, because a dot among thousands is overlooked. */
    private static final int MOST_RINGS = 60;

    private static final int RING = 5;

    private CellImage() {}

    /** Pixels of a cell's side: as many as fit 900 for the whole row, at least one. */
    public static int side(Matrix matrix) {
        return Math.max(1, Math.min(MOST_SIDE, MOST_PIXELS / Math.max(1, matrix.size())));
    }

    /** The outcomes as a {@code data:} address of a PNG. */
    public static String outcomes(Matrix matrix) {
        int side = side(matrix);
        Raster raster = new Raster(matrix.size() * side, matrix.size() * side);
        draw(matrix, raster, 0, 0, side);
        return address(raster);
    }

    /** The latencies of the proven pairs, the darker the slower, as a {@code data:} address of a PNG. */
    public static String latencies(Matrix matrix) {
        int side = side(matrix);
        Raster raster = new Raster(matrix.size() * side, matrix.size() * side);
        for (int row = 0; row < matrix.size(); row++) {
            for (int column = 0; column < matrix.size(); column++) {
                int micros = matrix.micros(row, column);
                if (micros >= 0) {
                    raster.fill(column * side, row * side, side, side, Palette.latency(TimeDigit.of(micros)));
                }
            }
        }
        return address(raster);
    }

    static void draw(Matrix matrix, Raster raster, int left, int top, int side) {
        List<int[]> refuted = new ArrayList<>();
        for (int row = 0; row < matrix.size(); row++) {
            for (int column = 0; column < matrix.size(); column++) {
                CellClass cellClass = matrix.cellClass(row, column);
                if (cellClass == null) {
                    continue;
                }
                int x = left + column * side;
                int y = top + row * side;
                raster.fill(x, y, side, side, Palette.of(cellClass));
                if (cellClass == CellClass.UNOBSERVED && (side > 1 || (row + column) % HATCH_STEP == 0)) {
                    raster.hatch(x, y, side, side == 1 ? 1 : HATCH_STEP);
                }
                if (matrix.slow(row, column) && side > 1) {
                    raster.dot(x, y, Palette.PAPER);
                }
                if (cellClass == CellClass.REFUTED && refuted.size() <= MOST_RINGS) {
                    refuted.add(new int[] {x, y});
                }
            }
        }
        if (refuted.size() <= MOST_RINGS) {
            refuted.forEach(at -> ring(raster, at[0], at[1], side));
        }
    }

    /** Two lines: one of them stands out from any ground. */
    private static void ring(Raster raster, int x, int y, int side) {
        raster.frame(x - RING, y - RING, side + 2 * RING, 2, Palette.INK);
        raster.frame(x - RING + 2, y - RING + 2, side + 2 * RING - 4, 1, Palette.PAPER);
    }

    private static String address(Raster raster) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(PngFile.bytes(raster));
    }
}
