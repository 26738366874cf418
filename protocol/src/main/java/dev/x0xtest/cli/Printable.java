package dev.x0xtest.cli;

/** What another program says, made fit to be quoted: it may say anything. */
public final class Printable {
    private static final int LONGEST = 120;

    private Printable() {}

    /** The text without control characters and invisible ones, and at most 120 characters of it. */
    public static String text(String said) {
        return line(said.length() > LONGEST ? said.substring(0, LONGEST) : said);
    }

    /** The text on one line: without control characters and invisible ones, however long it is. */
    public static String line(String said) {
        return said.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    }
}
