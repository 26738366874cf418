package dev.x0xtest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The signals that this process was started to ignore: {@code nohup} ignores SIGHUP, a shell script ignores SIGINT for what
 * it starts in the background. A program that handles them would undo what the person wanted.
 */
public final class IgnoredSignals {
    private static final String MASK = "SigIgn:";
    private static final List<String> NAMES = List.of("HUP", "INT", "QUIT");
    private static final int TERM = 15;

    private final long mask;

    /** {@code mask} has bit n − 1 for signal n. */
    IgnoredSignals(long mask) {
        this.mask = mask;
    }

    /** Those of this process now; none where the system does not tell. Ask before the first handler is installed. */
    public static IgnoredSignals now() {
        return in(Path.of("/proc/self/status"));
    }

    static IgnoredSignals in(Path status) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(MASK))
                    .map(line -> line.substring(MASK.length()).strip())
                    .map(hex -> new IgnoredSignals(Long.parseUnsignedLong(hex, 16)))
                    .findFirst()
                    .orElseGet(() -> new IgnoredSignals(0));
        } catch (IOException | NumberFormatException e) {
            return new IgnoredSignals(0);
        }
    }

    /** Whether the signal is ignored; {@code name} without SIG: HUP, INT, QUIT or TERM. */
    public boolean has(String name) {
        int number = name.equals("TERM") ? TERM : NAMES.indexOf(name) + 1;
        return number > 0 && (mask >>> (number - 1) & 1) == 1;
    }
}
