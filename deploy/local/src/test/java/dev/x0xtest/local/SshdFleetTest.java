package dev.x0xtest.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.Meshes;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.testkit.report.ReportSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

/** Tests the program on a fleet whose anchor is behind a real sshd. */
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
                // One hop at a time: a run by plans would end before the test could kill its ssh.
                "--per-pair",
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
        int port = mesh.anchor().address().base().getPort();
        assertThat(report().path("anchor").path("api_base").asText())
                .startsWith("http://127.0.0.1:" + port + " on nyc (");
        assertThat(program.err() + Files.readString(directory.resolve("out")))
                .as("the tunnel's own port means nothing to a person")
                .doesNotContainPattern("127\\.0\\.0\\.1:(?!" + port + "\\b)\\d");
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
    void aTokenFileBecomesAFleetFileThatIsPinned() throws Exception {
        PrivateSshd sshd = sshd();
        Daemons.Node anchor = mesh().anchor();
        Path tokens = Files.writeString(
                directory.resolve("t.env"),
                "TEST_NYC_IP=\"127.0.0.1\"\nTEST_NYC_TK=\""
                        + Files.readString(anchor.tokenFile()).strip() + "\"\n");
        Path fleet = directory.resolve("fleet.toml");
        String[] command = {
            "fleet",
            "import",
            "--tokens-file=" + tokens,
            "--out=" + fleet,
            "--ssh-user=" + System.getProperty("user.name"),
            "--ssh-port=" + sshd.port(),
            "--ssh-option=IdentityFile=" + sshd.key(),
            "--ssh-option=UserKnownHostsFile=" + sshd.known(),
            "--api-port=" + anchor.address().base().getPort()
        };
        CommandRun.Said imported = CommandRun.said(command);
        assertThat(imported.exit()).as(imported.err()).isZero();
        assertThat(imported.out()).endsWith("wrote " + fleet + ": 1 node of network test\n");
        assertThat(fleet)
                .content()
                .contains("networks.test.agent = \"" + anchor.agentId().hex() + "\"");
        Path token = directory.resolve("tokens/test-nyc");
        assertThat(Files.getPosixFilePermissions(token)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(token).hasSameTextualContentAs(anchor.tokenFile());
        CommandRun.Said again = CommandRun.said(command);
        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.err()).contains("--update");
        assertThat(CommandRun.said("validate", fleet.toString()).err()).contains("has only the node nyc");
    }

    @Test
    void anImportKeepsTheHostsThatDoNotAnswerAndAnUpdateCompletesIt() throws Exception {
        PrivateSshd sshd = sshd();
        Daemons.Node anchor = mesh().anchor();
        String token = Files.readString(anchor.tokenFile()).strip();
        Path tokens = Files.writeString(
                directory.resolve("t.env"),
                "export TEST_NYC_IP=127.0.0.1 TEST_NYC_TK=" + token + "\nTEST_SFO_IP=127.0.0.2; TEST_SFO_TK=" + token
                        + "\n");
        Path fleet = directory.resolve("fleet.toml");
        List<String> command = new ArrayList<>(List.of(
                "fleet",
                "import",
                "--tokens-file=" + tokens,
                "--out=" + fleet,
                "--expect=2",
                "--ssh-user=" + System.getProperty("user.name"),
                "--ssh-port=" + sshd.port(),
                "--ssh-option=IdentityFile=" + sshd.key(),
                "--ssh-option=UserKnownHostsFile=" + sshd.known(),
                "--api-port=" + anchor.address().base().getPort()));
        CommandRun.Said partly = CommandRun.said(command.toArray(String[]::new));
        assertThat(partly.exit()).as(partly.err()).isEqualTo(3);
        assertThat(partly.err())
                .startsWith("2 nodes: nyc, sfo\n")
                .contains("not complete: sfo: ssh to sfo (", "--update")
                .doesNotContain("\tat ");
        assertThat(fleet)
                .content()
                .contains(
                        "networks.test.agent = \"" + anchor.agentId().hex() + "\"",
                        "[nodes.sfo]",
                        "networks.test = {}");
        String written = "# ours\n" + Files.readString(fleet) + "# the end\n";
        Files.writeString(fleet, written);
        command.add("--update");
        assertThat(CommandRun.said(command.toArray(String[]::new)).exit()).isEqualTo(3);
        assertThat(CommandRun.said("validate", fleet.toString()).exit()).isZero();
        assertThat(fleet).content().isEqualTo(written);
    }

    @Test
    void theNextAnchorIsUsedAndNamed() throws Exception {
        PrivateSshd sshd = sshd();
        LocalMesh mesh = mesh();
        Path fleet = sshd.fleet(directory.resolve("fleet.toml"), mesh, sshd.known());
        Files.writeString(fleet, Files.readString(fleet).replaceFirst("anchors = .*", "anchors = [\"sfo\", \"nyc\"]"));
        CommandRun.Said check = CommandRun.said("fleet", "check", "--fleet", fleet.toString());
        assertThat(check.out())
                .contains("anchor sfo: ", "; used nyc instead")
                .containsPattern("nyc .* x0xtest-runner/\\S+ +both");
        Program program = matrix(fleet);
        assertThat(program.awaitExit()).as(program.err()).isZero();
        assertThat(program.err()).contains("the anchor sfo cannot be used: ", "; trying nyc");
        assertThat(report().path("anchor").toString()).contains("nyc");
        assertThat(report().path("unusable_anchors").path("sfo").asText()).startsWith("ssh to sfo (");
        assertThat(Files.readString(directory.resolve("out")))
                .contains("\n  the anchor sfo could not be used: ssh to sfo (");
    }

    @Test
    void aFleetIsLookedAtAndWhatIsNotReachedIsNotCalledWrong() throws Exception {
        PrivateSshd sshd = sshd();
        Path fleet = sshd.fleet(directory.resolve("fleet.toml"), mesh(), sshd.known());
        CommandRun.Said said = CommandRun.said("fleet", "check", "--fleet", fleet.toString());
        assertThat(said.out())
                .containsPattern("nyc .* x0xtest-runner/\\S+ +both")
                .contains("sfo: not seen: ssh to sfo (", "helsinki: not seen: ", "1 of 3 nodes of network test");
        assertThat(said.exit()).isEqualTo(4);
    }

    @Test
    void aFleetWhoseAnchorIsNotReachedCannotBeLookedAt() throws Exception {
        PrivateSshd sshd = sshd();
        Path fleet = sshd.fleet(directory.resolve("fleet.toml"), mesh(), sshd.mistaken());
        CommandRun.Said said = CommandRun.said("fleet", "check", "--fleet", fleet.toString(), "--json");
        assertThat(said.out()).contains("Host key verification failed.", "\"exit_code\" : 3");
        assertThat(said.exit()).isEqualTo(3);
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
