package dev.x0xtest.coordinator.run.terms;

import java.util.regex.Pattern;

/** Text from a remote party made safe to show: one line, at most 300 characters, without control characters. */
public final class Quoted {
    private static final int LONGEST = 300;
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}|[\\x{80}-\\x{9f}\\x{2028}\\x{2029}]");

    private Quoted() {}

    /** Cuts the text at 300 characters and replaces control characters by {@code ?}. */
    public static String line(String text) {
        String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return UNPRINTABLE.matcher(start).replaceAll("?");
    }
}
