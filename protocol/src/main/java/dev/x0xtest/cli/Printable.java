package dev.x0xtest.cli;

/** What another program says, made fit to be quoted: it may say anything. */
public final class Printable {
    private static final int LONGEST = 120;

    private Printable() {}

    /** The text without control characters and invisible ones, and at most 120 characters of it. */
    public static String text(String said) {
        String head = said.length() > LONGEST ? said.substring(0, LONGEST) : said;
        return head.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    }
}
