package dev.x0xtest.coordinator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests how a fleet file is read, and the errors that name what is wrong in one. */
class FleetFileTest {
    private static final String NYC = "ab".repeat(32);
    private static final String WHOLE = """
            anchors = ["sfo", "nyc"]

            [defaults]
            user = "ops"
            ssh-options = ["ProxyJump=bastion"]

            [networks.test]
            tokens-file = "test.env"

            [networks.prod]
            api-port = 12700
            hold = "7s"
            token-file = "tokens/prod-{node}"

            [networks.lab]
            api-port = 9000
            token-on-host = "/var/lib/x0x/api-token"

            [nodes.nyc]
            host = "192.0.2.1"
            port = 2222
            user = "root"
            ssh-options = ["Compression=yes"]
            labels = { region = "us-east", provider = "do" }
            networks.test.agent = "%s"
            networks.prod.api-port = 12701

            [nodes.sfo]
            host = "sfo.example"
            """.formatted(NYC);

    @TempDir
    private Path directory = Path.of("");

    private Fleet read(String text) throws IOException {
        return FleetFile.read(Files.writeString(directory.resolve("fleet.toml"), text));
    }

    @Test
    void saysEverythingThatARunNeeds() throws IOException {
        Fleet fleet = read(WHOLE);
        assertThat(fleet.roster(Network.TEST))
                .containsExactly(
                        new RunConfig.Node(
                                new NodeLabel("nyc"), new AgentId(NYC), Map.of("region", "us-east", "provider", "do")),
                        new RunConfig.Node(new NodeLabel("sfo"), null));
        assertThat(fleet.anchors(Network.TEST)).containsExactly(new NodeLabel("sfo"), new NodeLabel("nyc"));
        FleetNode nyc = fleet.node(new NodeLabel("nyc"), Network.PROD);
        assertThat(nyc.labels()).isEqualTo(Map.of("region", "us-east", "provider", "do"));
        assertThat(nyc.ssh().described()).isEqualTo("root@192.0.2.1:2222");
        assertThat(nyc.ssh().options()).containsExactly("Compression=yes", "ProxyJump=bastion");
        assertThat(fleet.apiPort(nyc, fleet.network(Network.PROD))).isEqualTo(12701);
        assertThat(fleet.node(new NodeLabel("sfo"), Network.TEST).ssh().described())
                .isEqualTo("ops@sfo.example");
    }

    @Test
    void takesWhatItLeavesOutFromUpstreamsTwoNetworks() throws IOException {
        Fleet fleet = read(WHOLE);
        Network test = fleet.network(Network.TEST);
        assertThat(test.apiPort()).isEqualTo(13600);
        assertThat(test.hold()).isEqualTo(Duration.ZERO);
        assertThat(test.tokens()).isEqualTo(new Network.TokenPlace.Tokens(directory.resolve("test.env")));
        Network prod = fleet.network(Network.PROD);
        assertThat(prod.banner()).contains("PRODUCTION");
        assertThat(prod.hold()).isEqualTo(Duration.ofSeconds(7));
        assertThat(prod.tokens())
                .isInstanceOfSatisfying(
                        Network.TokenPlace.File.class,
                        file -> assertThat(file.of(new NodeLabel("nyc")))
                                .isEqualTo(directory.resolve("tokens/prod-nyc")));
    }

    @Test
    void aNodeThatNamesItsNetworksIsInNoOther() throws IOException {
        Fleet fleet = read(WHOLE);
        NetworkName lab = new NetworkName("lab");
        assertThat(fleet.roster(lab)).extracting(RunConfig.Node::label).containsExactly(new NodeLabel("sfo"));
        assertThatThrownBy(() -> fleet.node(new NodeLabel("nyc"), lab))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no node nyc in network lab; it has sfo");
        assertThatThrownBy(() -> fleet.network(new NetworkName("tset"))).hasMessageContaining("did you mean test?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[nodes.a]\\nhots = 'x'                          | fleet.toml:2:1: unknown key 'nodes.a.hots'; did you mean 'host'?",
                "[ndoes.a]\\nhost = 'x'                          | unknown key 'ndoes'; did you mean 'nodes'?",
                "[nodes.a]\\nhost = 'x'\\n[nodes.a]\\nhost = 'y' | fleet.toml:3:2: duplicate key 'nodes.a'",
                "[nodes.a]\\nhost = 'x'\\n[nodes.b]\\nhost = 'x' | a and b have the same host x",
                "[nodes.a]\\nport = 22                           | in nodes.a: host is missing",
                "[nodes.a]\\nhost = 'x'\\nport = '22'            | fleet.toml:3:1: 'nodes.a.port' takes another kind",
                "[nodes.a]\\nhost = 'x'\\nport = 70000           | a port must be between 1 and 65535",
                "[nodes.a]\\nhost = '-oProxyCommand=x'           | is not a host name",
                "[nodes.a]\\nhost = 'x'\\nuser = '-l'            | is not a user name",
                "[nodes.A]\\nhost = 'x'                          | not a node label: 'A'",
                "anchors = ['b']\\n[nodes.a]\\nhost = 'x'        | the anchor b is not one of the nodes",
                "anchors = []                                    | no nodes",
                "[nodes.a]\\nhost = 'x'\\nnetworks.test.agent = 'abc' | not an agent id: 'abc' (64 hex characters)",
                "[nodes.a]\\nhost = 'x'\\n[networks.lab]\\nhold = '1s' | in networks.lab: api-port is missing",
                "[nodes.a]\\nhost = 'x'\\n[networks.test]\\nhold = 'long' | 'long' is not a duration",
                "[nodes.a]\\nhost = 'x'\\n[networks.test]\\nhold = '1h' | at most 5m",
                "[nodes.a]\\nhost = 'x'\\n[networks.test]\\ntoken-file = 'a'\\ntokens-file = 'b' | exclude each other",
                "[nodes.a]\\nhost = 'x'\\n[networks.test]\\ntoken-on-host = 'a' | is not an absolute path",
                "[nodes.a]\\nhost = 'x'\\n[networks.test]\\ntoken-on-host = \"/a'b\" | is not an absolute path",
                "[nodes.a]\\nhost = 'x'\\nssh-options = ['StrictHostKeyChecking=no'] | would weaken the check of host keys",
                "[nodes.a]\\nhost = 'x'\\nssh-options = ['stricthostkeychecking = accept-new'] | would weaken",
                "[nodes.a]\\nhost = 'x'\\nssh-options = ['UserKnownHostsFile=/dev/null'] | would weaken",
                "[nodes.a]\\nhost = 'x'\\nssh-options = ['ControlMaster=auto'] | is set by x0xtest itself",
                "[nodes.a]\\nhost = 'x'\\nssh-options = ['-v']   | is not an ssh option of the form Name=value",
            })
    void aMistakeIsNamed(String text, String message) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("fleet.toml")
                .message()
                .doesNotContain("\n");
    }

    /** The parser refuses them without a place. */
    @Test
    void listsThatAreNestedTooDeeplyAreAMistakeInOneLine() throws IOException {
        String deep = "anchors = " + "[".repeat(2_000);
        assertThatThrownBy(() -> read(deep)).isInstanceOf(UsageException.class).hasMessageContaining("is not TOML");
        assertThat(FleetFile.problems(Files.writeString(directory.resolve("fleet.toml"), deep)))
                .first()
                .asString()
                .contains("is not TOML");
    }

    @Test
    void oneIdOnOneNetworkIsOneNode() {
        String twice =
                "[nodes.a]\nhost = 'x'\nnetworks.test.agent = 'ID'\n[nodes.b]\nhost = 'y'\nnetworks.NET.agent = 'ID'\n"
                        .replace("ID", NYC);
        assertThatThrownBy(() -> read(twice.replace("NET", "test")))
                .hasMessageContaining("a (test) and b (test) have the same agent id " + NYC);
        assertThatThrownBy(() -> read(twice.replace("NET", "prod")))
                .hasMessageContaining("a (test) and b (prod) have the same agent id " + NYC);
    }
}
