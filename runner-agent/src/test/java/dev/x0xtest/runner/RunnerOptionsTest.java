package dev.x0xtest.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.runner.gate.Authority;
import dev.x0xtest.runner.lock.LockDirectories;
import dev.x0xtest.wire.action.Power;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RunnerOptionsTest {
    private static final String ID = "a".repeat(64);

    @Test
    void theDefaultsObeyNobody() {
        RunnerConfig config = config("host1.example.org");
        assertThat(config)
                .usingRecursiveComparison()
                .ignoringFields("stateDir")
                .isEqualTo(
                        RunnerConfig.standard(config.node(), Authority.parse(List.of()), LockDirectories.byDefault()));
        assertThat(config.node().text()).isEqualTo("host1");
    }

    @Test
    void runsAreKeptInTheStateDirectoryUnlessSomebodySaysNone() {
        assertThat(config("h").stateDir()).isEqualTo(Path.of("/state/x0xtest-runner"));
        assertThat(config("h", "--state-dir", "/here").stateDir()).isEqualTo(Path.of("/here"));
        assertThat(config("h", "--state-dir", "none").stateDir()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"Host-1, host-1", "my_host, my_host", "--x, x", "a b, a-b"})
    void theHostNameBecomesALabel(String host, String label) {
        assertThat(config(host).node().text()).isEqualTo(label);
    }

    @Test
    void aHostNameWithoutAnyUsableLetterIsAnError() {
        assertThatThrownBy(() -> config("---"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("give --node LABEL");
    }

    @Test
    void coordinatorsAndPeersAreLists() {
        RunnerConfig config = config("h", "--coordinator", ID + "=measure,pairwise", "--peers", ID + "," + ID);
        assertThat(config.authority().grantsAnybody(Power.PAIRWISE)).isTrue();
        assertThat(config.peers()).hasSize(1);
    }

    @Test
    void aNodeNamedAfterItsHostMayHaveCapitals() {
        assertThat(config("h", "--node", "Helsinki-1").node().text()).isEqualTo("helsinki-1");
        assertThat(config("Helsinki-1.Example.ORG").node().text()).isEqualTo("helsinki-1");
    }

    @Test
    void listsTakeBlanksAndSeveralWords() {
        String other = "b".repeat(64);
        assertThat(config("h", "--peers", ID + ", " + other).peers()).hasSize(2);
        assertThat(config("h", "--peers", ID, other, "--node", "n").peers()).hasSize(2);
        assertThat(config("h", "--coordinator", ID + ", " + other).authority().grantsAnybody(Power.PAIRWISE))
                .isTrue();
    }

    @Test
    void dangerousPowersNeedTheirSwitch() {
        assertThatThrownBy(() -> config("h", "--coordinator", ID + "=groups"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--insecure-unsigned-powers");
        assertThat(config("h", "--coordinator", ID + "=groups", "--insecure-unsigned-powers")
                        .authority()
                        .grantsAnybody(Power.GROUPS))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"none", "off", "FALSE", "0"})
    void upstreamsWordsTurnRawResultsOff(String word) {
        assertThat(config("h", "--result-ack-ms", word).resultAckMs()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "yes, true", "On, true", "0, false", "false, false"})
    void upstreamsWordsSwitch(String word, boolean on) {
        assertThat(config("h", "--no-pubsub-after-discover=" + word).noPubsubAfterDiscover())
                .isEqualTo(on);
        assertThat(config("h", "--no-pubsub-after-discover").noPubsubAfterDiscover())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "--node, 'A B', --node: not a node label",
        "--peers, xyz, --peers: not an agent id: 'xyz'",
        "--rate-per-minute, 0, --rate-per-minute must be at least 1, it is 0",
        "--coordinator, me, --coordinator: 'me' is neither an agent id",
    })
    void whatMakesNoSenseIsOneClearLine(String option, String value, String line) {
        assertThatThrownBy(() -> config("h", option, value))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(line)
                .hasMessageNotContaining("\n");
    }

    @Test
    void theLockLiesWhereEveryUserLooks() {
        assertThat(config("h").lockDir()).isEqualTo(LockDirectories.byDefault());
        assertThat(config("h", "--lock-dir", "/x").lockDir()).isEqualTo(Path.of("/x"));
    }

    @Test
    void metricsAreServedWhereAskedForAndNowhereElse() {
        assertThat(CommandLine.populateCommand(new RunnerOptions()).metrics()).isNull();
        assertThat(CommandLine.populateCommand(new RunnerOptions(), "--metrics", "127.0.0.1:0")
                        .metrics())
                .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        RunnerOptions open = CommandLine.populateCommand(new RunnerOptions(), "--metrics", "0.0.0.0:1");
        assertThatThrownBy(open::metrics).isInstanceOf(UsageException.class).hasMessageContaining("is not loopback");
        assertThat(CommandLine.populateCommand(
                                new RunnerOptions(), "--metrics", "0.0.0.0:1", "--metrics-beyond-loopback")
                        .metrics())
                .isNotNull();
    }

    private static RunnerConfig config(String host, String... arguments) {
        RunnerOptions options = CommandLine.populateCommand(new RunnerOptions(), arguments);
        return options.toConfig(host, Map.of("XDG_STATE_HOME", "/state"));
    }
}
