package dev.x0xtest.runner.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The id of the host's boot: since then the monotonic clocks of all its processes agree. */
public final class BootId {
    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

    private BootId() {}

    /** The id; a new one each time where the system tells none, so that no clock is trusted across processes. */
    public static String now() {
        try {
            return Files.readString(LINUX, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return UUID.randomUUID().toString();
        }
    }
}
