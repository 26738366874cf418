package dev.x0xtest.coordinator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a fleet file reads back as the fleet that was written. */
class FleetTextTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void aFleetThatIsWrittenIsReadAsTheSame() throws IOException {
        Path file = Files.writeString(directory.resolve("fleet.toml"), SampleFleet.TEXT);
        Fleet read = FleetFile.read(file);
        String text = FleetText.of(read, directory);
        assertThat(FleetFile.read(Files.writeString(file, text))).as(text).isEqualTo(read);
        assertThat(text).contains("token-file = \"tokens/{node}\"");
    }

    private static final AgentId ONE = new AgentId("0a".repeat(32));
    private static final AgentId TWO = new AgentId("0b".repeat(32));

    private Fleet imported(Fleet before, Map<NodeLabel, AgentId> agents, List<NodeLabel> anchors) {
        TokensFile tokens =
                TokensFile.parse(Path.of("t.env"), "TEST_NYC_IP=h1\nTEST_NYC_TK=x\nTEST_SFO_IP=h2\nTEST_SFO_TK=y\n");
        Network test = before.networks()
                .getOrDefault(Network.TEST, Network.named(Network.TEST))
                .with(new Network.TokenPlace.File(
                        directory.resolve("tokens/test-{node}").toString()));
        List<FleetNode> asked =
                FleetImport.toAsk(tokens, test, before, new FleetImport.SshDefaults("root", null, List.of()));
        return new FleetImport(test, agents).added("f", before, asked, anchors, false);
    }

    /** Everything that a person wrote stays where it is; what is new is beside it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "networks.test = {}   # away",
                "networks = { test = {} }   # away",
                "networks.test = { api-port = 9 } # away",
                "# in all networks"
            })
    void anUpdateKeepsCommentsAndOrder(String membership) throws IOException {
        String written = """
                # The fleet of the lab.
                anchors = ["nyc"]   # sfo is too slow

                [networks.test]     # upstream's
                tokens-file = "t.env"   # as it came

                [networks.prod]

                # the oldest
                [nodes.nyc]
                labels = { region = "us" }   # billing
                host = "h1"
                MEMBERSHIP

                # [nodes.retired]
                """.replace("MEMBERSHIP", membership);
        Path file = Files.writeString(directory.resolve("fleet.toml"), written);
        Fleet before = FleetFile.read(file);
        Fleet after = imported(before, Map.of(new NodeLabel("nyc"), ONE, new NodeLabel("sfo"), TWO), List.of());
        String text = FleetText.updated(written, before, after, directory);
        assertThat(FleetFile.of(file, text).sameAs(after)).as(text).isTrue();
        List<String> comments = written.lines()
                .filter(line -> line.contains("#"))
                .map(line -> line.substring(line.indexOf('#')))
                .toList();
        assertThat(text.lines()
                        .filter(line -> line.contains("#"))
                        .map(line -> line.substring(line.indexOf('#')))
                        .toList())
                .isEqualTo(comments);
        assertThat(text).contains("token-file = \"tokens/test-{node}\"   # as it came", "[nodes.sfo]\nhost = \"h2\"\n");
        Fleet again = imported(after, Map.of(new NodeLabel("nyc"), ONE, new NodeLabel("sfo"), TWO), List.of());
        assertThat(FleetText.updated(text, FleetFile.of(file, text), again, directory))
                .isEqualTo(text);
    }

    @Test
    void anUpdateSetsTheAnchorsAndAddsANetwork() throws IOException {
        String written = "# mine\n[nodes.nyc]\nhost = \"h1\"\nnetworks.prod = {}\n";
        Path file = Files.writeString(directory.resolve("fleet.toml"), written);
        Fleet before = FleetFile.read(file);
        Fleet after = imported(
                before, Map.of(new NodeLabel("nyc"), ONE), List.of(new NodeLabel("sfo"), new NodeLabel("nyc")));
        String text = FleetText.updated(written, before, after, directory);
        assertThat(text)
                .startsWith("anchors = [\"sfo\", \"nyc\"]\n" + written)
                .contains("[networks.test]\n", "networks.test = {}");
        assertThat(FleetFile.of(file, text).sameAs(after)).as(text).isTrue();
    }
}
