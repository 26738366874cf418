package dev.x0xtest.runner.action;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the host says of this process.
 *
 * @param load average over one minute, in hundredths; null: unknown here
 * @param rssBytes null: unknown here
 */
public record ProcessFacts(@Nullable Integer load, @Nullable Long rssBytes) {
    private static final Path STATUS = Path.of("/proc/self/status");

    /** As of now; reads one small file of the kernel's. */
    public static ProcessFacts read() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return new ProcessFacts(load < 0 ? null : (int) Math.round(load * 100), rss());
    }

    private static @Nullable Long rss() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(null);
        } catch (IOException | NumberFormatException e) {
            // Only Linux has it, and nothing depends on it.
            return null;
        }
    }
}
