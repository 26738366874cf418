package dev.x0xtest.coordinator.run;

/** What a runner wrote, as it may be shown to a person: one line of bounded length that a terminal does not obey. */
final class Quoted {
    private static final int LONGEST = 300;

    private Quoted() {}

    static String line(String text) {
        String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return start.replaceAll("\\p{Cntrl}|[\\x{80}-\\x{9f}\\x{2028}\\x{2029}]", "?");
    }
}
