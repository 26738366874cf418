package dev.x0xtest.coordinator.tunnel;

import java.util.Optional;

/**
 * Marks both ends of a command's output on a host, because login files and banners print as well. Pure.
 */
final class SshOutput {
    /** The line before the output, on stdout and stderr. */
    static final String BEGIN = "x0xtest-output-begins";

    private static final String END = "x0xtest-output-ends";

    private SshOutput() {}

    /** The script as one command of any login shell; it ends with the script's failure. */
    static String marked(String script) {
        String whole = "echo " + BEGIN + "; echo " + BEGIN + " >&2; { " + script + "\n} && echo && echo " + END;
        return "exec /bin/sh -c '" + whole.replace("'", "'\\''") + "'";
    }

    /** What the script printed; empty if a mark is missing. */
    static Optional<String> of(String printed) {
        int begin = printed.indexOf(BEGIN + "\n");
        int end = printed.lastIndexOf("\n" + END);
        int from = begin + BEGIN.length() + 1;
        return begin < 0 || end < from - 1
                ? Optional.empty()
                : Optional.of(printed.substring(from, Math.max(from, end)));
    }
}
