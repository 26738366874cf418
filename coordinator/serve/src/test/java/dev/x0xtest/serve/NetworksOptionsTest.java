package dev.x0xtest.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.serve.measure.Target;
import dev.x0xtest.wire.NodeLabel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Which networks of a fleet file are watched. */
class NetworksOptionsTest {
    @TempDir
    private Path directory;

    private Path fleet;

    @BeforeEach
    void write() throws Exception {
        fleet = Files.writeString(directory.resolve("ours.toml"), """
                anchors = ["nyc"]
                [networks.test]
                token-file = "test-{node}"
                [networks.prod]
                token-file = "prod-{node}"
                [nodes.nyc]
                host = "nyc.invalid"
                [nodes.sfo]
                host = "sfo.invalid"
                [nodes.hel]
                host = "hel.invalid"
                networks.prod.agent = "%s"
                """.formatted("a".repeat(64)));
    }

    private NetworksOptions options(String... words) {
        NetworksOptions options = new NetworksOptions();
        CommandSpec command = CommandSpec.create().addMixin("networks", CommandSpec.forAnnotatedObject(options));
        new CommandLine(command).parseArgs(words);
        return options;
    }

    private List<Target> targets(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "--fleet=" + fleet;
        System.arraycopy(words, 0, all, 1, words.length);
        return options(all).targets(null);
    }

    private static List<String> names(List<Target> targets) {
        return targets.stream().map(target -> target.network().text()).toList();
    }

    private static List<String> nodes(Target target) {
        return target.selection().labels().stream().map(NodeLabel::text).toList();
    }

    @Test
    void withoutTheOptionItIsTestAlone() {
        assertThat(names(targets())).containsExactly("test");
    }

    @Test
    void severalNetworksHaveTheirOwnNodesAndAnchors() {
        for (String[] words : List.of(
                new String[] {"--network=prod,test"}, new String[] {"--network", "prod", "--network", "test"})) {
            List<Target> both = targets(words);
            assertThat(names(both)).containsExactly("prod", "test");
            assertThat(nodes(both.get(0))).containsExactly("nyc", "sfo", "hel");
            assertThat(nodes(both.get(1))).containsExactly("nyc", "sfo");
            assertThat(both).allSatisfy(target -> assertThat(target.anchors()).hasSize(1));
        }
    }

    @Test
    void theFleetIsCalledAsItsFile() {
        assertThat(options("--fleet=" + fleet).fleetName()).isEqualTo("ours");
        assertThat(options().fleetName()).isEqualTo("fleet");
    }

    @Test
    void whatIsWrongIsOneLine() {
        refused("--network names prod twice", () -> targets("--network=prod,prod"));
        refused("has no network moon", () -> targets("--network=test,moon"));
        refused(
                "several networks need --fleet",
                () -> options("--network=test,prod", "--anchor=nyc", "--nodes=nyc,sfo")
                        .targets(null));
        refused("--network: not a network name", () -> targets("--network=Test"));
    }

    private static void refused(String line, Runnable made) {
        assertThatThrownBy(made::run)
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(line)
                .hasMessageNotContaining("\n");
    }
}
