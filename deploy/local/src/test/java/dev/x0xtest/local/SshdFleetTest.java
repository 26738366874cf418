package dev.x0xtest.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program on a fleet whose anchor is behind a real sshd. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SshdFleetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory = Path.of("");

    private final List<AutoCloseable> parts = new ArrayList<>();

    @BeforeEach
    void needSshd() {
        assumeThat(PrivateSshd.missing()).isEmpty();
    }

    @AfterEach
    void takeDown() throws Exception {
        for (int at = parts.size() - 1; at >= 0; at--) {
            parts.get(at).close();
        }
    }

    private PrivateSshd sshd() throws Exception {
        PrivateSshd sshd = PrivateSshd.start(Files.createDirectory(directory.resolve("sshd")));
        parts.add(sshd);
        return sshd;
    }

    private LocalMesh mesh() throws InterruptedException {
        LocalMesh mesh = Meshes.ofStandIns(3);
        parts.add(mesh);
        return mesh;
    }

    private Program matrix(Path fleet, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "matrix",
                "--fleet",
                fleet.toString(),
                "--json",
                directory.resolve("out.json").toString(),
                "--run-dir",
                directory.resolve("run").toString()));
        arguments.addAll(List.of(more));
        Program program = Program.start(
                directory, Files.createDirectory(directory.resolve("tmp")), arguments.toArray(String[]::new));
        parts.add(program::end);
        return program;
    }

    private static List<ProcessHandle> ssh(Program program) {
        return program.descendants().stream()
                .filter(process -> process.info()
                        .command()
                        .filter(name -> name.endsWith("/ssh"))
                        .isPresent())
                .toList();
    }

    private JsonNode report() throws IOException {
        return ReportSchema.assertValid(Files.readString(directory.resolve("out.json")));
    }

    @Test
    void anSshThatIsKilledInMidRunCostsNoPair() throws Exception {
        PrivateSshd sshd = sshd();
        LocalMesh mesh = mesh();
        Program program = matrix(
                sshd.fleet(directory.resolve("fleet.toml"), mesh, sshd.known()),
                "--per-runner",
                "1",
                "--in-flight",
                "1");
        program.awaitErr("1/6");
        List<ProcessHandle> tunnels = ssh(program);
        tunnels.forEach(ProcessHandle::destroyForcibly);
        assertThat(program.awaitExit()).as(program.err()).isZero();
        assertThat(tunnels).as("one ssh during the run").hasSize(1);
        assertThat(report().path("totals").path("proven").asInt()).isEqualTo(6);
        Awaitility.await().atMost(PATIENCE).until(() -> sshd.sessions().isEmpty());
    }

    @Test
    void aHostWithAnotherKeyIsRefusedInSshsOwnWords() throws Exception {
        PrivateSshd sshd = sshd();
        Program program = matrix(sshd.fleet(directory.resolve("fleet.toml"), mesh(), sshd.mistaken()));
        assertThat(program.awaitExit()).as(program.err()).isEqualTo(3);
        assertThat(program.err()).contains("Host key verification failed.").doesNotContain("\tat ");
        assertThat(report().path("exit_code").asInt()).isEqualTo(3);
    }

    @Test
    void noSshOutlivesAProgramThatIsKilled() throws Exception {
        PrivateSshd sshd = sshd();
        LocalMesh mesh = mesh();
        mesh.stopRunner(mesh.nodes().get(2).label());
        Program program = matrix(sshd.fleet(directory.resolve("fleet.toml"), mesh, sshd.known()));
        program.awaitErr("2/6");
        List<ProcessHandle> children = program.descendants();
        assertThat(ssh(program)).hasSize(1);
        program.kill();
        Awaitility.await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        Awaitility.await().atMost(PATIENCE).until(() -> sshd.sessions().isEmpty());
    }
}
