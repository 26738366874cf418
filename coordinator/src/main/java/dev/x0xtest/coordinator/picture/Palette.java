package dev.x0xtest.coordinator.picture;

import dev.x0xtest.coordinator.report.CellClass;
import java.util.Locale;

/**
 * The colours of all pictures. The three classes also differ in lightness and by a hatch, so that they differ in greyscale;
 * no two colours are told apart by red and green alone.
 */
@SuppressWarnings("EnumOrdinal") // a place in the palette, written nowhere else
public enum Palette {
    PAPER(0xffffff),
    INK(0x14181d),
    SOFT(0x59636e),
    LINE(0xd0d7de),
    PROVEN(0x005faf),
    REFUTED(0xff8700),
    /** The light stripes of the hatch. */
    UNOBSERVED(0xe4e7eb),
    /** Its dark stripes. */
    HATCH(0x9aa3ad),
    LATENCY_0(0xe3eef9),
    LATENCY_1(0xcfe1f2),
    LATENCY_2(0xb5d4e9),
    LATENCY_3(0x93c3df),
    LATENCY_4(0x6daed5),
    LATENCY_5(0x4b97c9),
    LATENCY_6(0x2a77b3),
    LATENCY_7(0x1864aa),
    LATENCY_8(0x0a4a90),
    LATENCY_9(0x08306b);

    private static final Palette[] ALL = values();

    private final int rgb;

    Palette(int rgb) {
        this.rgb = rgb;
    }

    /** Red, green and blue in the low 24 bits. */
    int rgb() {
        return rgb;
    }

    /** As CSS has it: {@code #005faf}. */
    public String css() {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }

    /** The ground of a cell. */
    static Palette of(CellClass cellClass) {
        return switch (cellClass) {
            case PROVEN -> PROVEN;
            case REFUTED -> REFUTED;
            case UNOBSERVED -> UNOBSERVED;
        };
    }

    /** What is readable on the ground of a cell. */
    static Palette on(CellClass cellClass) {
        return cellClass == CellClass.PROVEN ? PAPER : INK;
    }

    /** The colour of a latency digit, the darker the slower. */
    public static Palette latency(int digit) {
        return ALL[LATENCY_0.ordinal() + digit];
    }
}
