package dev.x0xtest.runner.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.runner.rig.Commands;
import dev.x0xtest.runner.rig.Configs;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.NoopAck;
import dev.x0xtest.wire.frame.LegacyFrame;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.plan.Evidence;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a whole runner what {@code status} tells of the daemon, and of peers that it is asked about. */
class StatusEvidenceTest {
    @TempDir
    private Path lockDir = Path.of("");

    private static Evidence.Question about(AgentId agent, boolean ping, boolean probe) {
        return new Evidence.Question(agent.hex(), null, ping, probe);
    }

    private static Status.Params asking(Evidence.Question... questions) {
        return new Status.Params(List.of(questions));
    }

    private static Evidence.PeerView only(PlanScene scene, Evidence.Question question) {
        Command command = scene.ask(PlanActions.STATUS, asking(question));
        return scene.status(command).about().get(0);
    }

    private static List<String> probesTo(PlanScene scene, AgentId agent) {
        return scene.rig.daemon.sentTo(agent).stream()
                .filter(text -> text.startsWith("x0xtest|probe|"))
                .toList();
    }

    @Test
    void itTellsUptimeLinksAndCounters() {
        PlanScene scene = new PlanScene(lockDir, 3);
        scene.rig.daemon.stats.put("incoming_envelopes_total", 7);
        Status status = scene.status(scene.ask(PlanActions.STATUS, Status.Params.NONE));
        assertThat(status.x0xdUptimeS()).isEqualTo(50);
        assertThat(status.healthyLinks()).isEqualTo(5);
        assertThat(status.degradedLinks()).isZero();
        assertThat(Objects.requireNonNull(status.counters()).received()).isEqualTo(7);
        assertThat(status.about()).isEmpty();
        assertThat(scene.endpoints.count("/contacts"))
                .as("nobody asked about a peer")
                .isZero();
    }

    @Test
    void anOlderDaemonsLinksAreUnknown() {
        PlanScene scene = new PlanScene(lockDir, 3);
        scene.endpoints.set(
                "/peers",
                WireJson.object()
                        .set(
                                "peers",
                                WireJson.object()
                                        .putArray("peers")
                                        .add(WireJson.object().put("id", "aa"))));
        assertThat(scene.status(scene.ask(PlanActions.STATUS, Status.Params.NONE))
                        .healthyLinks())
                .isNull();
    }

    @Test
    void aDaemonThatHangsDelaysItByTwoSeconds() {
        PlanScene scene = new PlanScene(lockDir, 3);
        scene.rig.daemon.stalledCounters = true;
        scene.endpoints.hanging = true;
        Command command = scene.ask(PlanActions.STATUS, Status.Params.NONE);
        scene.rig.advance(Duration.ofSeconds(2));
        Status status = scene.status(command);
        assertThat(status.x0xd()).isNull();
        assertThat(status.x0xdUptimeS()).isNull();
        assertThat(status.counters()).isNull();
        assertThat(status.healthyLinks()).isNull();
    }

    @Test
    void aPeerIsDescribedByTrustViewAndDiscovery() {
        PlanScene scene = new PlanScene(lockDir, 3);
        scene.endpoints.discovered(scene.agent(1), 0);
        Evidence.PeerView view = only(scene, about(scene.agent(1), false, false));
        assertThat(view.contact()).isEqualTo(Evidence.PeerView.NO_CONTACT);
        assertThat(view.discovered()).isTrue();
        assertThat(Objects.requireNonNull(view.view()).to()).isEqualTo(-1);
        assertThat(view.view().lastReceivedAgoMs()).isEqualTo(120);
        assertThat(view.ping()).isNull();
        assertThat(view.probe()).isNull();
    }

    @Test
    void aBlockedContactIsNamedAndAnAgentNobodyHeardOf() {
        PlanScene scene = new PlanScene(lockDir, 3);
        AgentId known = new AgentId(Recorded.body("contacts list")
                .path("contacts")
                .path(0)
                .path("agent_id")
                .asText());
        Evidence.PeerView view = only(scene, about(known, true, false));
        assertThat(view.contact()).isEqualTo("known");
        assertThat(view.discovered()).isFalse();
        assertThat(view.view()).as("its machine is unknown").isNull();
        assertThat(view.ping()).isNull();
    }

    @Test
    void aPingIsTheDaemonsOwn() {
        PlanScene scene = new PlanScene(lockDir, 3);
        String path = "/peers/" + Endpoints.machine(1) + "/probe?timeout_ms=2000";
        scene.endpoints.set(path, WireJson.object().put("ok", true));
        assertThat(only(scene, about(scene.agent(1), true, false)).ping())
                .isEqualTo(new Evidence.Answer(true, null, null, 0));
        assertThat(scene.endpoints.calls).contains("POST " + path);
        scene.rig.daemon.onCall = call -> call.startsWith("POST")
                ? FakeDaemon.failing(503, "probe failed: Endpoint error: Peer not found")
                : scene.endpoints.apply(call);
        assertThat(only(scene, about(scene.agent(1), true, false)).ping())
                .isEqualTo(new Evidence.Answer(false, 503, "probe failed: Endpoint error: Peer not found", 0));
    }

    @Test
    void aProbeIsOneSmallRawMessageAndTheDaemonsAnswer() {
        PlanScene scene = new PlanScene(lockDir, 3);
        assertThat(only(scene, about(RunnerRig.OTHER, false, true)).probe())
                .isEqualTo(new Evidence.Answer(true, null, null, 0));
        assertThat(probesTo(scene, RunnerRig.OTHER)).hasSize(1).allMatch(text -> text.length() <= 256);
        assertThat(scene.rig.daemon.sends.stream().filter(send -> send.to().equals(RunnerRig.OTHER)))
                .allMatch(send -> Boolean.TRUE.equals(send.preferRaw()) && Boolean.FALSE.equals(send.durable()));
        scene.rig.failHops(502, "peer_disconnected");
        assertThat(only(scene, about(RunnerRig.OTHER, false, true)).probe())
                .isEqualTo(new Evidence.Answer(false, 502, "peer_disconnected", 0));
    }

    @Test
    void aProbeGoesToAllowedAgentsAndToThoseOfAKnownRun() {
        PlanScene scene = new PlanScene(lockDir, 3, Configs.peers(RunnerRig.id('7')));
        assertThat(Objects.requireNonNull(
                                only(scene, about(RunnerRig.OTHER, false, true)).probe())
                        .code())
                .isEqualTo("recipient_not_allowed");
        assertThat(probesTo(scene, RunnerRig.OTHER)).isEmpty();
        assertThat(Objects.requireNonNull(only(scene, about(RunnerRig.id('7'), false, true))
                                .probe())
                        .ok())
                .isTrue();
        assertThat(Objects.requireNonNull(
                                only(scene, about(scene.agent(1), false, true)).probe())
                        .ok())
                .isFalse();
        scene.plan();
        assertThat(Objects.requireNonNull(
                                only(scene, about(scene.agent(1), false, true)).probe())
                        .ok())
                .isTrue();
    }

    @Test
    void eightProbesAMinuteAreSentForOneCoordinator() {
        PlanScene scene = new PlanScene(lockDir, 3);
        Evidence.Question[] eight = IntStream.range(0, 8)
                .mapToObj(n -> about(RunnerRig.OTHER, false, true))
                .toArray(Evidence.Question[]::new);
        assertThat(scene.status(scene.ask(PlanActions.STATUS, asking(eight))).about())
                .allMatch(view -> Objects.requireNonNull(view.probe()).ok());
        assertThat(Objects.requireNonNull(
                                only(scene, about(RunnerRig.OTHER, false, true)).probe())
                        .code())
                .isEqualTo("rate_limited");
        assertThat(probesTo(scene, RunnerRig.OTHER)).hasSize(8);
        scene.rig.advance(Duration.ofSeconds(61));
        assertThat(Objects.requireNonNull(
                                only(scene, about(RunnerRig.OTHER, false, true)).probe())
                        .ok())
                .isTrue();
    }

    @Test
    void whateverHangsTheAnswerIsThereWithinFifteenSeconds() {
        PlanScene scene = new PlanScene(lockDir, 3);
        scene.rig.daemon.stalledCounters = true;
        scene.rig.daemon.onSend =
                send -> send.to().equals(RunnerRig.OTHER) ? new CompletableFuture<>() : FakeDaemon.accepted(send);
        scene.endpoints.hanging = true;
        Command command = scene.ask(
                PlanActions.STATUS,
                asking(
                        new Evidence.Question(RunnerRig.OTHER.hex(), "ab".repeat(32), true, true),
                        about(scene.agent(1), true, false)));
        scene.rig.advance(Duration.ofSeconds(15));
        Evidence.PeerView view = scene.status(command).about().get(0);
        assertThat(view.probe()).isEqualTo(new Evidence.Answer(false, null, "timeout", 11_000));
        assertThat(view.ping()).isEqualTo(new Evidence.Answer(false, null, "timeout", 4_000));
        assertThat(view.contact()).isNull();
        assertThat(view.discovered()).isNull();
        assertThat(scene.status(command).about()).hasSize(2);
    }

    @Test
    void questionsThatHangLeaveRoomForTheCommandsOfARun() {
        PlanScene scene = new PlanScene(lockDir, 3);
        scene.endpoints.hanging = true;
        for (int question = 0; question < 30; question++) {
            scene.ask(PlanActions.STATUS, asking(about(scene.agent(1), true, false)));
        }
        Command plan = scene.plan();
        scene.rig.advance(Duration.ofSeconds(3));
        assertThat(scene.answered(plan)).isTrue();
    }

    @Test
    void whatIsNoIdIsRefusedByName() {
        PlanScene scene = new PlanScene(lockDir, 3);
        for (Evidence.Question question : List.of(
                new Evidence.Question("nobody", null, true, true),
                new Evidence.Question(RunnerRig.OTHER.hex(), "../contacts", true, true))) {
            Command command = scene.ask(PlanActions.STATUS, asking(question));
            assertThat(Commands.failure(scene.answer(command))).startsWith("malformed");
        }
        assertThat(scene.endpoints.count("POST")).isZero();
    }

    @Test
    void aRunnerNeitherAnswersNorCountsAProbe() throws WireException {
        PlanScene scene = new PlanScene(lockDir, 3);
        scene.plan();
        scene.go();
        scene.rig.daemon.sends.clear();
        String probe = new String(LegacyFrame.probe("n1").encode(), StandardCharsets.UTF_8);
        scene.rig.receive(scene.agent(1), true, probe.getBytes(StandardCharsets.UTF_8));
        assertThat(scene.rig.daemon.sends).as("no answer").isEmpty();
        Command ack = scene.ask(Actions.NOOP_ACK, new NoopAck.Params(List.of("probe")));
        NoopAck.Details details =
                Actions.NOOP_ACK.details().decode(scene.answer(ack).details());
        assertThat(details.sightings()).as("no hop of the per-pair path").isEmpty();
        assertThat(scene.report(scene.close()).column()).as("no hop of the run").isEmpty();
    }
}
