package dev.x0xtest.coordinator.fleet.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.coordinator.fleet.FleetNode;
import dev.x0xtest.coordinator.fleet.Network;
import dev.x0xtest.coordinator.tunnel.SshTarget;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests the output and the exit code of {@code fleet check}. */
class CheckResultTest {
    private static final AgentId ONE = new AgentId("01".repeat(32));
    private static final AgentId TWO = new AgentId("02".repeat(32));
    private static final HostFacts HOST = new HostFacts(new ClockOffset(12, 40), "active (running), attached");
    private static final DaemonVisit.Found DAEMON =
            daemon(ONE, new Daemon.Peer("m", "healthy"), new Daemon.Peer("n", "degraded"));
    private static final RunnerRoll.Reply REPLY =
            new RunnerRoll.Reply(true, "nyc", "x0xtest-runner/0.1.0", "test", new ClockOffset(-3, 5), null, false);

    private static DaemonVisit.Found daemon(AgentId agent, Daemon.Peer... peers) {
        return new DaemonVisit.Found(
                new Daemon.Health("0.48.1", peers.length, 0, 9, "healthy"),
                new Daemon.AgentInfo(agent, "m"),
                List.of(peers),
                null);
    }

    private static NodeCheck check(
            @Nullable HostFacts host, DaemonVisit.@Nullable Found daemon, RunnerRoll.@Nullable Reply reply) {
        return check(host, daemon, reply, null);
    }

    private static NodeCheck check(
            @Nullable HostFacts host,
            DaemonVisit.@Nullable Found daemon,
            RunnerRoll.@Nullable Reply reply,
            @Nullable String twin) {
        FleetNode node = new FleetNode(
                new NodeLabel("nyc"), new SshTarget("ssh", "h", "root", null, List.of()), Map.of(), Map.of());
        return new NodeCheck(
                node,
                ONE,
                host,
                host == null ? "ssh to nyc: Permission denied" : null,
                daemon,
                host != null && daemon == null ? "x0xd: no" : null,
                reply,
                daemon != null,
                twin);
    }

    private static CheckResult result(NodeCheck... checks) {
        return new CheckResult(Network.named(Network.TEST), new NodeLabel("nyc"), null, Map.of(), List.of(checks));
    }

    private static void assertSays(NodeCheck check, ExitCode code, String text) {
        CheckResult result = result(check);
        assertThat(result.lines()).as(String.join("\n", result.lines())).anyMatch(line -> line.contains(text));
        assertThat(result.exitCode()).isEqualTo(code);
    }

    @Test
    void aRunnerThatIsHeardOnTheTopicOnlyMeansASecondDaemon() {
        RunnerRoll.Reply doubled = new RunnerRoll.Reply(true, "nyc", "x0xtest-runner/0.1.0", "test", null, null, true);
        assertSays(
                check(HOST, DAEMON, doubled), ExitCode.INCONCLUSIVE, "a second x0xd with this identity seems to run");
    }

    @Test
    void aSecondDaemonIsWrong() {
        assertSays(
                check(HOST, DAEMON, REPLY, "machine 2c at b: a second x0xd with this identity runs"),
                ExitCode.INCONCLUSIVE,
                "nyc: wrong: machine 2c at b: a second x0xd with this identity runs");
    }

    @Test
    void aFleetThatIsFineIsATable() {
        CheckResult result = result(check(HOST, DAEMON, REPLY));
        assertThat(result.exitCode()).isEqualTo(ExitCode.PASS);
        assertThat(result.lines())
                .containsExactly(
                        "node  host    x0xd    agent     peers          clock ms  runner                verified  unit",
                        "nyc   root@h  0.48.1  01010101  2, 1 degraded  -3 ±5     x0xtest-runner/0.1.0  both      active (running), attached",
                        "",
                        "as they should be: 1 of 1 node of network test");
    }

    @Test
    void whatCouldNotBeSeenIsNotCalledWrong() {
        assertSays(check(null, null, null), ExitCode.INCONCLUSIVE, "nyc: not seen: ssh to nyc: Permission denied");
        assertSays(check(HOST, DAEMON, null), ExitCode.INCONCLUSIVE, "nyc: not seen: its runner did not answer");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertSays(check(HOST, null, null), ExitCode.INCONCLUSIVE, "nyc: wrong: x0xd: no");
        assertSays(
                check(HOST, daemon(TWO, new Daemon.Peer("m", "")), REPLY),
                ExitCode.INCONCLUSIVE,
                "but it is pinned to " + ONE.hex());
        assertSays(check(HOST, daemon(ONE), REPLY), ExitCode.INCONCLUSIVE, "its x0xd has no peers");
        RunnerRoll.Reply unverified = new RunnerRoll.Reply(false, "nyc", null, null, null, null, false);
        assertSays(check(HOST, DAEMON, unverified), ExitCode.INCONCLUSIVE, "has not verified its agent");
        RunnerRoll.Reply refusing =
                new RunnerRoll.Reply(true, "nyc", null, null, null, "this runner is of network prod", false);
        assertSays(
                check(HOST, DAEMON, refusing),
                ExitCode.INCONCLUSIVE,
                "its runner refuses: this runner is of network prod");
        RunnerRoll.Reply other = new RunnerRoll.Reply(true, "sfo", null, null, null, null, false);
        assertSays(check(HOST, DAEMON, other), ExitCode.INCONCLUSIVE, "its runner calls itself sfo");
    }

    @Test
    void aClockIsCalledWrongOnlyWhenItSurelyIs() {
        HostFacts surely = new HostFacts(new ClockOffset(-31_001, 1000), "");
        HostFacts maybe = new HostFacts(new ClockOffset(-31_000, 1000), "");
        RunnerRoll.Reply noClock = new RunnerRoll.Reply(true, "nyc", null, null, null, null, false);
        assertSays(
                check(surely, DAEMON, noClock),
                ExitCode.INCONCLUSIVE,
                "its clock differs from ours by -31001 ±1000 ms");
        assertThat(result(check(maybe, DAEMON, noClock)).exitCode()).isEqualTo(ExitCode.PASS);
    }

    @Test
    void noAnchorOutweighsWhatIsWrongOrNotSeen() {
        NodeCheck unseen = check(null, null, null);
        NodeCheck wrong = check(HOST, null, null);
        assertThat(result(unseen, wrong).exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        CheckResult none = new CheckResult(
                Network.named(Network.TEST), new NodeLabel("nyc"), "no way", Map.of(), List.of(unseen, wrong));
        assertThat(none.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(none.lines()).contains("anchor nyc: no way");
        assertThat(none.json())
                .contains("\"exit_code\" : 3", "\"anchor_problem\" : \"no way\"", "\"weight\" : \"unseen\"");
    }

    @Test
    void anAnchorThatIsReplacedIsNamed() {
        CheckResult result = new CheckResult(
                Network.named(Network.TEST),
                new NodeLabel("nyc"),
                null,
                Map.of(new NodeLabel("sfo"), "Permission denied"),
                List.of(check(HOST, DAEMON, REPLY)));
        assertThat(result.lines()).contains("anchor sfo: Permission denied; used nyc instead");
        assertThat(result.json()).contains("\"sfo\" : \"Permission denied\"");
        assertThat(result.exitCode()).isEqualTo(ExitCode.PASS);
    }

    @Test
    void aHostsWordsAreRead() {
        String printed =
                "clock=1000500\nLoadState=loaded\nActiveState=active\nSubState=running\nStatusText=waiting for x=1\n";
        HostFacts facts = HostFacts.of(printed, 1_000_000, 1_000_400);
        assertThat(facts.clock()).isEqualTo(new ClockOffset(300, 200));
        assertThat(facts.unit()).isEqualTo("active (running), waiting for x=1");
        assertThat(HostFacts.of("LoadState=not-found\nActiveState=inactive\n", 0, 1)
                        .unit())
                .isEqualTo("no unit");
        assertThat(HostFacts.of("date: bad format\nclock=17%3N\n", 0, 1)).isEqualTo(new HostFacts(null, ""));
    }
}
