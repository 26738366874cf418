package dev.x0xtest.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.runner.rig.Commands;
import dev.x0xtest.runner.rig.Configs;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.Topics;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the routes by which a runner delivers its results. */
class ResultsTest {
    @TempDir
    Path locks;

    @Test
    void eachListedCoordinatorIsToldOnceThatTheRunnerIsReady() {
        RunnerRig rig = new RunnerRig(locks, Configs.asIs());
        rig.runner.start();
        rig.settle();
        assertThat(rig.onlyResult().kind()).isEqualTo("runner_ready");
        assertThat(rig.onlyResult().details().path("discover").path("agent").asText())
                .startsWith("x0xtest-runner/");
        rig.reattach();
        assertThat(rig.results(RunnerRig.COORDINATOR)).hasSize(1);
        assertThat(rig.daemon.published).isEmpty();
    }

    @Test
    void theFirstResultGoesBySignedGossipAndTheNextRaw() {
        RunnerRig rig = new RunnerRig(locks, Configs.asIs());
        rig.runner.start();
        rig.settle();
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d1"));
        assertThat(routes(rig)).containsExactly("gossip", "raw");
    }

    @Test
    void afterAReattachmentTheFirstGoesBySignedGossipAgain() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.reattach();
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d1"));
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d2"));
        assertThat(routes(rig)).containsExactly("gossip", "raw");
    }

    @Test
    void aRawErrorIsFollowedByGossipThenDurableThenTheTopic() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.daemon.onSend = request -> FakeDaemon.refused(502, "peer_disconnected");
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d1"));
        assertThat(routes(rig)).containsExactly("raw", "gossip", "durable");
        assertThat(rig.daemon.published).containsExactly(Topics.RESULTS);
    }

    @Test
    void theResultsTopicIsJoinedForTheFallbackOnly() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.daemon.onSend = request -> FakeDaemon.refused(502, "peer_disconnected");
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d1"));
        assertThat(rig.daemon.unheard).isEmpty();
        assertThat(rig.daemon.subscriptions).doesNotContainKey(Topics.RESULTS);
    }

    @Test
    void aReceiptNeverGoesToATopic() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d1"));
        rig.daemon.onSend = request -> FakeDaemon.refused(502, "peer_disconnected");
        String hop = "x0xtest|hop|h1|d|" + RunnerRig.COORDINATOR.hex() + "|";
        rig.receive(RunnerRig.OTHER, true, hop.getBytes(StandardCharsets.UTF_8));
        rig.advance(Duration.ofSeconds(40));
        assertThat(rig.daemon.sends).hasSize(4);
        assertThat(rig.daemon.published).isEmpty();
    }

    @Test
    void withoutRawTheDaemonsDurableDefaultCarriesResults() {
        RunnerRig rig = RunnerRig.running(locks, Configs.neverRaw());
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d1"));
        assertThat(routes(rig)).containsExactly("durable");
    }

    @Test
    void aDaemonThatIsAwayForAMomentCostsNoResult() {
        RunnerRig rig = RunnerRig.running(locks);
        var plain = rig.daemon.onSend;
        rig.daemon.onSend = request -> CompletableFuture.failedFuture(FakeDaemon.disconnected());
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d1"));
        rig.advance(Duration.ofSeconds(8));
        rig.daemon.onSend = plain;
        rig.daemon.sends.clear();
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.results(RunnerRig.COORDINATOR)).hasSize(1);
    }

    @Test
    void aMessageThatNeverEndsIsFollowedByTheTopicAfterTwentySeconds() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.daemon.onSend = request -> new CompletableFuture<>();
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d1"));
        rig.advance(Duration.ofSeconds(19));
        assertThat(routes(rig)).containsExactly("raw", "gossip");
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.daemon.published).containsExactly(Topics.RESULTS);
        rig.advance(Duration.ofMinutes(2));
        assertThat(rig.daemon.sends).hasSize(2);
    }

    @Test
    void aResultThatNothingTakesMakesRoomAfterThirtySeconds() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.daemon.onSend = request -> new CompletableFuture<>();
        rig.daemon.onPublish = CompletableFuture::new;
        for (int i = 0; i < 4; i++) {
            rig.command(RunnerRig.COORDINATOR, Commands.discover("d" + i));
        }
        rig.advance(Duration.ofSeconds(25));
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d4"));
        rig.advance(Duration.ofSeconds(4));
        assertThat(rig.results(RunnerRig.COORDINATOR))
                .extracting(Result::requestId)
                .doesNotContain("d4");
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.results(RunnerRig.COORDINATOR))
                .extracting(Result::requestId)
                .contains("d4");
    }

    @Test
    void aSlowDestinationDelaysNobodyElse() {
        RunnerRig rig =
                RunnerRig.running(locks, Configs.coordinators(RunnerRig.COORDINATOR.hex(), RunnerRig.OTHER.hex()));
        rig.daemon.onSend = request -> request.to().equals(RunnerRig.OTHER)
                ? FakeDaemon.accepted(request)
                : new CompletableFuture<Daemon.SendResponse>();
        for (int i = 0; i < 50; i++) {
            rig.command(RunnerRig.COORDINATOR, Commands.discover("d" + i));
        }
        rig.command(RunnerRig.OTHER, RunnerRig.raw("o", "discover", RunnerRig.OTHER, WireJson.object()));
        assertThat(rig.results(RunnerRig.OTHER)).hasSize(1);
        assertThat(rig.results(RunnerRig.COORDINATOR)).hasSize(4);
    }

    @Test
    void aDaemonClientThatThrowsCostsOneResultAndNoMore() {
        RunnerRig rig = RunnerRig.running(locks);
        var plain = rig.daemon.onSend;
        rig.daemon.onSend = request -> {
            throw new IllegalStateException("a defect");
        };
        for (int i = 0; i < 20; i++) {
            rig.command(RunnerRig.COORDINATOR, Commands.discover("d" + i));
        }
        rig.daemon.onSend = plain;
        rig.daemon.sends.clear();
        rig.command(RunnerRig.COORDINATOR, Commands.discover("last"));
        assertThat(rig.onlyResult().requestId()).isEqualTo("last");
        rig.runner.close();
        rig.settle();
        assertThat(rig.runner.terminated()).isCompleted();
    }

    static List<String> routes(RunnerRig rig) {
        return rig.daemon.sends.stream().map(ResultsTest::route).toList();
    }

    private static String route(SendRequest request) {
        if (!Boolean.FALSE.equals(request.durable())) {
            return "durable";
        }
        return Boolean.TRUE.equals(request.requireGossip()) ? "gossip" : "raw";
    }
}
