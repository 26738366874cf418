package dev.x0xtest.local.mesh;

import dev.x0xtest.local.mesh.daemons.MeshSpec;
import dev.x0xtest.minimesh.Transport;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whether this machine can carry a mesh: estimates, measured with 2 to 128 nodes on x86_64 and rounded up. */
public final class MeshCapacity {
    private static final long MB = 1_000_000;
    private static final int FEWEST_NODES = 2;

    private MeshCapacity() {}

    /**
     * What the machine has.
     *
     * @param heapBytes the largest heap that Java may use
     * @param directBytes the most memory outside the heap that Netty may use
     * @param memoryBytes what is free in the machine and in the cgroup, whichever is less
     * @param openFiles how many files a process may open
     */
    public record Facts(long heapBytes, long directBytes, long memoryBytes, long openFiles) {
        /** This process now. A fact that the system does not tell counts as unlimited. */
        public static Facts here() {
            return new Facts(
                    Runtime.getRuntime().maxMemory(),
                    PlatformDependent.maxDirectMemory(),
                    Math.min(machine(Path.of("/proc/meminfo")), cgroup(Path.of("/sys/fs/cgroup"))),
                    files(Path.of("/proc/self/limits")));
        }

        static long files(Path limits) {
            try (Stream<String> lines = Files.lines(limits)) {
                return lines.filter(line -> line.startsWith("Max open files"))
                        .map(line -> line.replaceAll("Max open files +([^ ]+).*", "$1"))
                        .findFirst()
                        .map(Long::parseLong)
                        .orElse(Long.MAX_VALUE);
            } catch (IOException | NumberFormatException e) {
                return Long.MAX_VALUE;
            }
        }

        static long machine(Path meminfo) {
            try (Stream<String> lines = Files.lines(meminfo)) {
                return lines.filter(line -> line.startsWith("MemAvailable:"))
                        .map(line -> line.replaceAll("[^0-9]", ""))
                        .findFirst()
                        .map(kibibytes -> Long.parseLong(kibibytes) * 1_024)
                        .orElse(Long.MAX_VALUE);
            } catch (IOException e) {
                return Long.MAX_VALUE;
            }
        }

        static long cgroup(Path directory) {
            try {
                String most = Files.readString(directory.resolve("memory.max")).strip();
                String used =
                        Files.readString(directory.resolve("memory.current")).strip();
                return Math.max(0, Long.parseLong(most) - Long.parseLong(used));
            } catch (IOException | NumberFormatException e) {
                return Long.MAX_VALUE; // no cgroup of version 2, or the word "max"
            }
        }
    }

    /** Why the mesh does not fit, and what would fit, in one line; empty if it fits. */
    public static Optional<String> problem(MeshSpec mesh, Facts facts) {
        return shortage(mesh, mesh.nodes(), facts).map(what -> {
            int most = IntStream.range(FEWEST_NODES, mesh.nodes())
                    .filter(nodes -> shortage(mesh, nodes, facts).isEmpty())
                    .max()
                    .orElse(0);
            return what + (most == 0 ? "" : ": use --nodes " + most + " or fewer") + otherTransport(mesh, most, facts);
        });
    }

    private static String otherTransport(MeshSpec mesh, int most, Facts facts) {
        MeshSpec other = new MeshSpec(mesh.nodes(), mesh.x0xd(), Transport.MEMORY, mesh.cards(), mesh.heartbeatSecs());
        boolean helps = dense(mesh) && shortage(other, mesh.nodes(), facts).isEmpty();
        return helps ? (most == 0 ? ": use" : ", or") + " --transport memory" : "";
    }

    private static Optional<String> shortage(MeshSpec mesh, int nodes, Facts facts) {
        String who = nodes + (mesh.x0xd() == null ? " stand-ins need " : " x0xd with their runners need ");
        if (memory(mesh, nodes) > facts.memoryBytes()) {
            return Optional.of(who + megabytes(memory(mesh, nodes)) + " of memory, and "
                    + megabytes(facts.memoryBytes()) + " are free");
        }
        if (heap(mesh, nodes) > facts.heapBytes()) {
            return Optional.of(who + megabytes(heap(mesh, nodes)) + " of Java heap, and it is limited to "
                    + megabytes(facts.heapBytes()));
        }
        if (direct(mesh, nodes) > facts.directBytes()) {
            return Optional.of(who + megabytes(direct(mesh, nodes)) + " of Java's direct memory, and it is limited to "
                    + megabytes(facts.directBytes()));
        }
        if (files(mesh, nodes) > facts.openFiles()) {
            return Optional.of(who + files(mesh, nodes) + " open files, and ulimit -n is " + facts.openFiles()
                    + " (`ulimit -n " + files(mesh, nodes) + "` raises it)");
        }
        return Optional.empty();
    }

    private static boolean dense(MeshSpec mesh) {
        return mesh.x0xd() == null && mesh.transport() == Transport.QUIC;
    }

    private static long memory(MeshSpec mesh, int nodes) {
        if (mesh.x0xd() != null) {
            return 150 * MB * (nodes + 1L);
        }
        return 150 * MB + MB * nodes + (dense(mesh) ? (long) nodes * nodes * 65_000 : 0);
    }

    private static long heap(MeshSpec mesh, int nodes) {
        return 32 * MB + (mesh.x0xd() == null ? MB / 2 * nodes + (long) nodes * nodes * 8_000 : 0);
    }

    private static long direct(MeshSpec mesh, int nodes) {
        return 8 * MB + (mesh.x0xd() == null ? MB / 2 * nodes : 0);
    }

    private static long files(MeshSpec mesh, int nodes) {
        return 120 + nodes * (mesh.x0xd() == null ? 16L : 8L);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MB", bytes / MB);
    }
}
