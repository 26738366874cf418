package dev.x0xtest.coordinator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how {@code fleet import} adds a token file to a fleet file. */
class FleetImportTest {
    private static final NodeLabel NYC = new NodeLabel("nyc");
    private static final NodeLabel SFO = new NodeLabel("sfo");
    private static final AgentId ONE = new AgentId("01".repeat(32));
    private static final AgentId TWO = new AgentId("02".repeat(32));
    private static final AgentId THREE = new AgentId("03".repeat(32));
    private static final TokensFile TOKENS = TokensFile.parse(
            Path.of("t.env"),
            "TEST_NYC_IP=a\nTEST_NYC_TK=x\nTEST_SFO_IP=b\nTEST_SFO_TK=y\nPROD_NYC_IP=a\nPROD_NYC_TK=z\n");

    @TempDir
    private Path directory = Path.of("");

    private static Fleet imported(
            Network network, @Nullable Fleet before, Map<NodeLabel, AgentId> agents, boolean repin) {
        FleetImport.SshDefaults ssh = new FleetImport.SshDefaults("root", null, List.of());
        List<FleetNode> asked = FleetImport.toAsk(TOKENS, network, before, ssh);
        return new FleetImport(network, agents).added("f", before, asked, List.of(), repin);
    }

    @Test
    void theFirstImportPinsEveryNodeAndNamesAnAnchor() {
        Fleet fleet = imported(Network.named(Network.TEST), null, Map.of(NYC, ONE, SFO, TWO), false);
        assertThat(fleet.anchors()).containsExactly(NYC);
        assertThat(fleet.roster(Network.TEST)).extracting(node -> node.pinned()).containsExactly(ONE, TWO);
        assertThat(fleet.roster(Network.PROD)).isEmpty();
        assertThat(fleet.node(SFO, Network.TEST).ssh().described()).isEqualTo("root@b");
    }

    @Test
    void anotherNetworkIsAddedAndTheFirstStays() {
        Fleet test = imported(Network.named(Network.TEST), null, Map.of(NYC, ONE, SFO, TWO), false);
        Fleet both = imported(Network.named(Network.PROD), test, Map.of(NYC, THREE), false);
        assertThat(both.roster(Network.TEST)).isEqualTo(test.roster(Network.TEST));
        assertThat(both.roster(Network.PROD)).extracting(node -> node.pinned()).containsExactly(THREE);
    }

    @Test
    void aPinChangesOnlyWhenThatIsAskedFor() {
        Fleet test = imported(Network.named(Network.TEST), null, Map.of(NYC, ONE, SFO, TWO), false);
        Map<NodeLabel, AgentId> now = Map.of(NYC, ONE, SFO, THREE);
        assertThatThrownBy(() -> imported(Network.named(Network.TEST), test, now, false))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("sfo is pinned to agent " + TWO.hex() + " and is now " + THREE.hex()
                        + "; if that is intended, add --repin");
        assertThat(imported(Network.named(Network.TEST), test, now, true).roster(Network.TEST))
                .extracting(node -> node.pinned())
                .containsExactly(ONE, THREE);
    }

    @Test
    void oneAgentBehindTwoHostsIsRefused() {
        assertThatThrownBy(() -> imported(Network.named(Network.TEST), null, Map.of(NYC, ONE, SFO, ONE), false))
                .hasMessage("nyc (test) and sfo (test) have the same agent id " + ONE.hex());
    }

    @Test
    void aHostThatMovedIsRefused() throws IOException {
        Fleet before =
                FleetFile.read(Files.writeString(directory.resolve("f.toml"), "[nodes.nyc]\nhost = 'elsewhere'\n"));
        assertThatThrownBy(() -> imported(Network.named(Network.TEST), before, Map.of(), false))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("nyc is a, in ")
                .hasMessageContaining("it is elsewhere");
    }

    @Test
    void aNodeThatWasInEveryNetworkStaysInThem() throws IOException {
        Fleet before = FleetFile.read(
                Files.writeString(directory.resolve("f.toml"), "[networks.prod]\n[nodes.nyc]\nhost = 'a'\n"));
        Fleet after = imported(Network.named(Network.TEST), before, Map.of(NYC, ONE, SFO, TWO), false);
        assertThat(after.roster(Network.PROD)).extracting(node -> node.label()).containsExactly(NYC);
    }
}
