package dev.x0xtest.runner.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** The id of the host's boot: since then the monotonic clocks of all its processes agree. */
public final class BootId {
    private static final String VARIABLE = "X0XTEST_BOOT_ID";
    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

    private BootId() {}

    /**
     * The id; a new one each time where the system tells none, so that no clock is trusted across processes. The unit
     * tells it by a variable, because it hides the file of the system.
     *
     * @param environment usually {@code System.getenv()}
     */
    public static String now(Map<String, String> environment) {
        return of(environment, LINUX);
    }

    static String of(Map<String, String> environment, Path file) {
        String told = dashless(environment.getOrDefault(VARIABLE, ""));
        if (!told.isEmpty()) {
            return told;
        }
        try {
            return dashless(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return UUID.randomUUID().toString();
        }
    }

    /** systemd writes the same id without dashes. */
    private static String dashless(String id) {
        return id.strip().replace("-", "");
    }
}
