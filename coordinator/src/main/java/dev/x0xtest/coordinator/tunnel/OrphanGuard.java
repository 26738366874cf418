package dev.x0xtest.coordinator.tunnel;

import java.util.ArrayList;
import java.util.List;

/**
 * A program that cannot outlive us. It is started by a shell that first leaves a watcher behind, on the other end of a
 * pipe from this process, and then becomes the program: when we die, however that happens, the pipe ends and the watcher
 * kills it. Ctrl-C in a terminal reaches every process of the foreground group; the program and its watcher ignore it,
 * we end them.
 */
public final class OrphanGuard {
    private static final String GUARDED =
            "trap '' INT; exec 3<&0; (cat <&3; kill -9 $$) >/dev/null 2>&1 & exec \"$@\" </dev/null 3<&-";

    private OrphanGuard() {}

    /**
     * For a {@code ProcessBuilder} that leaves standard input the pipe that it is by default.
     *
     * @param name what the shell calls itself in its error messages
     */
    public static List<String> of(String name, List<String> command) {
        List<String> guarded = new ArrayList<>(List.of("sh", "-c", GUARDED, name));
        guarded.addAll(command);
        return List.copyOf(guarded);
    }
}
