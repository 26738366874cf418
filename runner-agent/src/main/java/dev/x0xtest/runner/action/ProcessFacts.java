package dev.x0xtest.runner.action;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Facts about this process and its host.
 *
 * @param load the host's load average over one minute, in hundredths; null if unknown
 * @param rssBytes resident memory in bytes; null if unknown
 */
public record ProcessFacts(@Nullable Integer load, @Nullable Long rssBytes) {
    private static final Path STATUS = Path.of("/proc/self/status");

    /** Reads the current values; reads one small file of {@code /proc}. */
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
            // only Linux has this file, and no decision depends on it
            return null;
        }
    }
}
