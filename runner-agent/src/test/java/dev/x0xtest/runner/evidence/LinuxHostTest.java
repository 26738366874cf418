package dev.x0xtest.runner.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxHostTest {
    @TempDir
    private Path root = Path.of("");

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private HostFacts read() {
        return new LinuxHost(root).read();
    }

    @Test
    void stolenTimeIsTheEighthNumberInTicks() throws IOException {
        write("proc/stat", "cpu  1 2 3 4 5 6 7 8 9 10\ncpu0 1 2 3 4 5 6 7 100 9 10\n");
        assertThat(read().stolenMs()).isEqualTo(80);
        write("proc/stat", "cpu  1 2 3 4\n");
        assertThat(read().stolenMs()).isNull();
        write("proc/stat", "cpu  1 2 3 4 5 6 7 many 9 10\n");
        assertThat(read().stolenMs()).isNull();
    }

    @Test
    void throttlingIsReadFromTheOwnGroupOfVersion2() throws IOException {
        write("proc/self/cgroup", "0::/system.slice/x0xtest-runner@prod.service\n");
        write(
                "sys/fs/cgroup/system.slice/x0xtest-runner@prod.service/cpu.stat",
                "usage_usec 5\nnr_periods 9\nnr_throttled 3\nthrottled_usec 250000\n");
        assertThat(read().throttledMs()).isEqualTo(250);
    }

    @Test
    void throttlingIsReadFromTheOwnGroupOfVersion1() throws IOException {
        write("proc/self/cgroup", "5:memory:/docker/abc\n4:cpu,cpuacct:/docker/abc\n0::/docker/abc\n");
        write("sys/fs/cgroup/cpu,cpuacct/cpu.stat", "nr_periods 9\nnr_throttled 3\nthrottled_time 70000000\n");
        assertThat(read().throttledMs())
                .as("a container sees its own group at the mount")
                .isEqualTo(70);
        write("sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.stat", "throttled_time 80000000\n");
        assertThat(read().throttledMs()).isEqualTo(80);
    }

    @Test
    void aHostWithoutTheseFilesIsUnknown() throws IOException {
        assertThat(read().stolenMs()).isNull();
        assertThat(read().throttledMs()).isNull();
        write("proc/self/cgroup", "0::/\nnonsense\n");
        assertThat(read().throttledMs()).isNull();
        write("sys/fs/cgroup/cpu.stat", "usage_usec 5\n");
        assertThat(read().throttledMs()).isNull();
        write("sys/fs/cgroup/cpu.stat", "throttled_usec lots\n");
        assertThat(read().throttledMs()).isNull();
    }

    @Test
    void thisJavaKnowsHowLongItCollected() {
        assertThat(read().collectingMs()).isNotNull().isNotNegative();
    }

    @Test
    void onlyWhatGrewBetweenTwoReadingsIsTold() {
        HostFacts since = new HostFacts(30L, 50L, 7L).since(new HostFacts(10L, null, 9L));
        assertThat(since).isEqualTo(new HostFacts(20L, null, null));
    }
}
