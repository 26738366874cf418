package dev.x0xtest.runner.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.runner.rig.Commands;
import dev.x0xtest.runner.rig.Configs;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.runner.rig.TestPlans;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.plan.GoParams;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the metrics of a whole runner say of what happened to it. */
class RunnerMetricsTest {
    private static final List<AgentId> AGENTS = List.of(RunnerRig.SELF, RunnerRig.OTHER, RunnerRig.id('2'));

    @TempDir
    private Path locks = Path.of("");

    private static List<String> text(RunnerMetrics metrics) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            OpenMetricsTextFormatWriter.create().write(out, metrics.snapshots());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceAll("\\.0$", ""))
                .toList();
    }

    private static <P> void ask(RunnerRig rig, String id, Action<P, ?> action, P params) {
        rig.command(RunnerRig.COORDINATOR, Command.of(id, "sfo", action, params, RunnerRig.COORDINATOR, false));
    }

    @Test
    void aRunnerThatWaitsSaysThatItsDaemonIsDown() {
        RunnerRig rig = new RunnerRig(locks, Configs.asIs());
        rig.daemon.agentError = FakeDaemon.disconnected();
        RunnerMetrics metrics = rig.runner.metrics();
        rig.runner.start();
        rig.advance(Duration.ofSeconds(90));
        assertThat(text(metrics))
                .contains("x0xtest_runner_x0xd_up 0", "x0xtest_runner_uptime_seconds 90")
                .noneMatch(line -> line.contains("hops") || line.contains("commands"));
    }

    @Test
    void everyMetricThatRulesUseIsThereFromTheStart() {
        RunnerRig rig = RunnerRig.running(locks);
        assertThat(text(rig.runner.metrics()))
                .contains(
                        "x0xtest_runner_x0xd_up 1",
                        "x0xtest_runner_stream_gaps_total 0",
                        "x0xtest_runner_hops_ended_total{outcome=\"failed\"} 0",
                        "x0xtest_runner_x0xd_requests_total{outcome=\"timeout\"} 0",
                        "x0xtest_runner_commands_ignored_total{reason=\"unlisted\"} 0",
                        "x0xtest_runner_commands_refused_total{reason=\"busy\"} 0",
                        "x0xtest_runner_results_total{outcome=\"lost\"} 0",
                        "x0xtest_runner_runs{state=\"running\"} 0",
                        "x0xtest_runner_send_window 0",
                        "# EOF")
                .filteredOn(line -> !line.startsWith("#"))
                .hasSizeLessThan(60)
                .allMatch(line -> line.startsWith("x0xtest_runner_"));
    }

    @Test
    void aLostStreamIsAGapAndUntilItIsBackTheDaemonIsDown() {
        RunnerRig rig = RunnerRig.running(locks);
        RunnerMetrics metrics = rig.runner.metrics();
        rig.reattach();
        assertThat(text(metrics)).contains("x0xtest_runner_stream_gaps_total 1", "x0xtest_runner_x0xd_up 1");
    }

    @Test
    void commandsCountByWhatBecameOfThem() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d1"));
        rig.receive(RunnerRig.STRANGER, true, Commands.discover("d2").frame());
        rig.receive(RunnerRig.COORDINATOR, false, Commands.discover("d3").frame());
        rig.command(RunnerRig.COORDINATOR, RunnerRig.raw("d4", "dance", RunnerRig.COORDINATOR, WireJson.object()));
        assertThat(text(rig.runner.metrics()))
                .contains(
                        "x0xtest_runner_commands_accepted_total 1",
                        "x0xtest_runner_commands_ignored_total{reason=\"unlisted\"} 1",
                        "x0xtest_runner_commands_ignored_total{reason=\"unverified\"} 1",
                        "x0xtest_runner_commands_refused_total{reason=\"unknown_action\"} 1",
                        "x0xtest_runner_results_total{outcome=\"delivered\"} 3");
    }

    @Test
    void theHopsOfARunCountByHowTheyEnded() {
        RunnerRig rig = RunnerRig.running(locks);
        RunnerMetrics metrics = rig.runner.metrics();
        CompletableFuture<Daemon.SendResponse> open = new CompletableFuture<>();
        rig.daemon.onSend = request -> request.to().equals(RunnerRig.OTHER)
                ? FakeDaemon.refused(502, "peer_disconnected")
                : request.to().equals(AGENTS.get(2)) ? open : FakeDaemon.accepted(request);
        RunRef ref = new RunRef(TestPlans.RUN, 1);
        TestPlans.Shape shape = new TestPlans.Shape(AGENTS.size(), 1, 4, 10, 1);
        ask(rig, "c1", PlanActions.PLAN, TestPlans.plan(TestPlans.RUN, AGENTS, shape, 0, null));
        assertThat(text(metrics)).contains("x0xtest_runner_runs{state=\"armed\"} 1", "x0xtest_runner_send_window 4");
        ask(rig, "c2", PlanActions.GO, GoParams.of(ref, TestPlans.all(AGENTS.size())));
        rig.advance(Duration.ofMillis(500));
        rig.standStill(Duration.ofMillis(700));
        assertThat(text(metrics))
                .contains(
                        "x0xtest_runner_runs{state=\"running\"} 1",
                        "x0xtest_runner_hops_sent_total 2",
                        "x0xtest_runner_hops_ended_total{outcome=\"failed\"} 1",
                        "x0xtest_runner_hops_ended_total{outcome=\"acked\"} 0");
        assertThat(text(metrics).stream()
                        .filter(line -> line.startsWith("x0xtest_runner_wakeup_delay_seconds "))
                        .map(line -> Double.parseDouble(line.substring(line.indexOf(' ')))))
                .singleElement()
                .satisfies(seconds -> assertThat(seconds).isBetween(0.6, 0.7));
        open.complete(FakeDaemon.accepted(rig.daemon.sends.get(rig.daemon.sends.size() - 1))
                .join());
        rig.settle();
        ask(rig, "c3", PlanActions.CLOSE, ref);
        assertThat(text(metrics))
                .contains(
                        "x0xtest_runner_hops_ended_total{outcome=\"acked\"} 1",
                        "x0xtest_runner_runs{state=\"ended\"} 1",
                        "x0xtest_runner_send_window 0");
    }
}
