package dev.x0xtest.coordinator.tunnel;

import java.util.ArrayList;
import java.util.List;

/**
 * Starts a program that cannot outlive this process. A shell starts a watcher, which reads a pipe from this process, and
 * then becomes the program. When this process dies, the pipe ends and the watcher kills the program. Ctrl-C in a terminal
 * reaches every process of the foreground group: the program and its watcher ignore it, and this process ends them.
 */
public final class OrphanGuard {
    private static final String GUARDED =
            "trap '' INT; exec 3<&0; (cat <&3; kill -9 $$) >/dev/null 2>&1 & exec \"$@\" </dev/null 3<&-";

    private OrphanGuard() {}

    /**
     * The command for a {@code ProcessBuilder} whose standard input is a pipe, which is the default.
     *
     * @param name the name that the shell uses in its error messages
     */
    public static List<String> of(String name, List<String> command) {
        List<String> guarded = new ArrayList<>(List.of("sh", "-c", GUARDED, name));
        guarded.addAll(command);
        return List.copyOf(guarded);
    }
}
