package dev.x0xtest.runner.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code /proc/stat} and {@code cpu.stat} of this process's control group, and asks this Java about its garbage
 * collection. What the system does not have, or hides as the unit of the runner's package hides {@code /proc/stat}, is null.
 */
public final class LinuxHost implements HostFacts.Source {
    /** The unit of {@code /proc/stat} for programs, whatever the kernel's own tick is. */
    private static final long TICK_MS = 10;
    /** Place of {@code steal} in the line {@code cpu user nice system idle iowait irq softirq steal …}. */
    private static final int STEAL = 8;

    private final Path root;

    /** Reads below this directory, {@code /} on a real host. */
    public LinuxHost(Path root) {
        this.root = root;
    }

    @Override
    public HostFacts read() {
        return new HostFacts(collectingMs(), stolenMs(), throttledMs());
    }

    private static @Nullable Long collectingMs() {
        long total = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            long ms = collector.getCollectionTime();
            if (ms < 0) {
                return null;
            }
            total += ms;
        }
        return total;
    }

    private @Nullable Long stolenMs() {
        try (BufferedReader lines = Files.newBufferedReader(root.resolve("proc/stat"))) {
            String first = lines.readLine();
            String[] fields = first == null ? new String[0] : first.strip().split("\\s+", -1);
            return fields.length > STEAL ? Long.valueOf(Long.parseLong(fields[STEAL]) * TICK_MS) : null;
        } catch (IOException | NumberFormatException e) {
            return null; // no such file, or none that can be read: nobody's decision depends on it
        }
    }

    private @Nullable Long throttledMs() {
        try (Stream<String> groups = Files.lines(root.resolve("proc/self/cgroup"))) {
            return groups.flatMap(this::statistics)
                    .filter(Files::isReadable)
                    .findFirst()
                    .map(LinuxHost::throttled)
                    .orElse(null);
        } catch (IOException | RuntimeException e) {
            return null; // as above
        }
    }

    /** Where the statistics of this line of {@code /proc/self/cgroup} may be: version 2, version 1, and seen from a container. */
    private Stream<Path> statistics(String line) {
        String[] parts = line.split(":", 3);
        boolean second = parts.length == 3 && parts[1].isEmpty();
        boolean first = parts.length == 3 && List.of(parts[1].split(",", -1)).contains("cpu");
        if (!second && !first) {
            return Stream.empty();
        }
        Path mount = root.resolve("sys/fs/cgroup").resolve(second ? "" : parts[1]);
        return Stream.of(mount.resolve("." + parts[2]).normalize(), mount).map(group -> group.resolve("cpu.stat"));
    }

    private static @Nullable Long throttled(Path file) {
        try {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(" ", 2);
                if (parts[0].equals("throttled_usec")) {
                    return Long.parseLong(parts[1].strip()) / 1_000;
                } else if (parts[0].equals("throttled_time")) {
                    return Long.parseLong(parts[1].strip()) / 1_000_000;
                }
            }
            return null;
        } catch (IOException | NumberFormatException e) {
            return null; // as above
        }
    }
}
