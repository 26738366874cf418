package dev.x0xtest.local.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.mesh.MeshCapacity.Facts;
import dev.x0xtest.local.mesh.daemons.MeshSpec;
import dev.x0xtest.minimesh.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeshCapacityTest {
    private static final long GB = 1_000_000_000L;
    private static final Facts AMPLE = new Facts(6 * GB, 6 * GB, 20 * GB, 20_000);

    private static MeshSpec standIns(int nodes, Transport transport) {
        return new MeshSpec(nodes, null, transport, true, 5);
    }

    private static String problem(int nodes, Facts facts) {
        return MeshCapacity.problem(standIns(nodes, Transport.QUIC), facts).orElse("");
    }

    @Test
    void anOrdinaryMachineCarriesTheLargestMesh() {
        assertThat(problem(128, AMPLE)).isEmpty();
        assertThat(problem(128, new Facts(GB, GB, 3 * GB / 2, 4_096))).isEmpty();
    }

    @Test
    void littleFreeMemoryIsSaidWithWhatFits() {
        Facts facts = new Facts(6 * GB, 6 * GB, GB / 2, 20_000);
        assertThat(problem(128, facts))
                .isEqualTo("128 stand-ins need 1,342 MB of memory, and 500 MB are free: use --nodes 66 or fewer,"
                        + " or --transport memory");
        assertThat(problem(66, facts)).isEmpty();
        assertThat(problem(67, facts)).isNotEmpty();
    }

    @Test
    void aSmallHeapIsSaid() {
        assertThat(problem(128, new Facts(64_000_000, GB, 20 * GB, 20_000)))
                .startsWith("128 stand-ins need 227 MB of Java heap, and it is limited to 64 MB: use --nodes ");
    }

    @Test
    void fewFilesAreSaidAndTheOtherTransportIsNoRemedy() {
        assertThat(problem(128, new Facts(6 * GB, 6 * GB, 20 * GB, 1_024)))
                .isEqualTo(
                        "128 stand-ins need 2168 open files, and ulimit -n is 1024 (`ulimit -n 2168` raises it): use --nodes 56 or fewer");
    }

    @Test
    void aMachineThatCarriesNothingGetsNoNumber() {
        assertThat(problem(6, new Facts(GB, GB, 0, 20_000)))
                .isEqualTo("6 stand-ins need 158 MB of memory, and 0 MB are free");
    }

    @Test
    void theCgroupCountsWhereThereIsOne(@TempDir Path directory) throws IOException {
        assertThat(Facts.cgroup(directory)).isEqualTo(Long.MAX_VALUE);
        Files.writeString(directory.resolve("memory.current"), "1000\n");
        Files.writeString(directory.resolve("memory.max"), "max\n");
        assertThat(Facts.cgroup(directory)).isEqualTo(Long.MAX_VALUE);
        Files.writeString(directory.resolve("memory.max"), "5000\n");
        assertThat(Facts.cgroup(directory)).isEqualTo(4_000);
        Path meminfo = Files.writeString(directory.resolve("meminfo"), "MemTotal: 9 kB\nMemAvailable:  7 kB\n");
        assertThat(Facts.machine(meminfo)).isEqualTo(7 * 1_024);
        Path limits = Files.writeString(
                directory.resolve("limits"),
                "Max processes   9   9   processes\nMax open files   1024   4096   files\n");
        assertThat(Facts.files(limits)).isEqualTo(1_024);
    }
}
