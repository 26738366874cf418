package dev.x0xtest.serve.history.command;

import java.util.Locale;

/** Amounts as people read them; 1 MB is a million bytes. */
final class Amounts {
    private Amounts() {}

    static String bytes(long bytes) {
        if (bytes < 0) {
            return "unknown";
        }
        if (bytes < 1_000) {
            return bytes + " B";
        }
        double rest = bytes;
        String unit = "B";
        for (String next : new String[] {"kB", "MB", "GB", "TB"}) {
            if (rest < 1_000) {
                break;
            }
            rest /= 1_000;
            unit = next;
        }
        return String.format(Locale.ROOT, rest < 10 ? "%.1f %s" : "%.0f %s", rest, unit);
    }
}
