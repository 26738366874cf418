package dev.x0xtest.coordinator.render.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether an output is a terminal. Java 17 only knows whether standard input and output both are one, and Java 22 not even
 * that, so Linux is asked through {@code /proc}.
 */
public final class Terminals {
    public static final int STDOUT = 1;
    public static final int STDERR = 2;

    private Terminals() {}

    @SuppressWarnings("SystemConsoleNull") // the fallback of other systems; there Java 17 is what we are built for
    public static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd", Integer.toString(descriptor));
        if (!Files.isSymbolicLink(link)) {
            return System.console() != null;
        }
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }
}
