package dev.x0xtest.coordinator.fleet.status;

/** What a runner says, for a terminal and for a line: a runner may say anything. */
final class Clean {
    private static final int MOST = 120;

    private Clean() {}

    /** One line of printable ASCII, at most 120 characters. */
    static String text(String said) {
        String head = said.length() > MOST ? said.substring(0, MOST) : said;
        return head.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
