package dev.x0xtest.coordinator.run.terms;

import java.util.regex.Pattern;

/** What a runner wrote, as it may be shown to a person: one line of bounded length that a terminal does not obey. */
public final class Quoted {
    private static final int LONGEST = 300;
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}|[\\x{80}-\\x{9f}\\x{2028}\\x{2029}]");

    private Quoted() {}

    public static String line(String text) {
        String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return UNPRINTABLE.matcher(start).replaceAll("?");
    }
}
