package dev.x0xtest.runner.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.runner.rig.Configs;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.runner.rig.TestPlans;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.plan.GoParams;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a restart on a ledger that was cut at any byte: no exception, one warning at most, and no hop leaves twice. */
class CutLedgerTest {
    private static final RunRef REF = new RunRef(TestPlans.RUN, 1);
    private static final List<AgentId> AGENTS = List.of(RunnerRig.SELF, RunnerRig.OTHER);

    @TempDir
    private Path locks = Path.of("");

    @TempDir
    private Path state = Path.of("");

    private int commands;

    private <P> Result ask(RunnerRig rig, Action<P, ?> action, P params) {
        Command command = Command.of("c" + commands++, "sfo", action, params, RunnerRig.COORDINATOR, false);
        rig.command(RunnerRig.COORDINATOR, command);
        return rig.results(RunnerRig.COORDINATOR).stream()
                .filter(result -> command.commandId().equals(result.commandId()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> hops(RunnerRig rig) {
        return rig.hops().stream().map(HopFrame::requestId).toList();
    }

    private Path ledger() throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    /** A run of four hops: two were refused, with letters beyond ASCII in the error; one is in flight. */
    private RunnerRig killed() {
        RunnerRig rig = RunnerRig.running(locks.resolve("first"), Configs.stateDir(state));
        rig.daemon.onSend = send -> send.to().equals(RunnerRig.OTHER)
                ? FakeDaemon.refused(503, "unerreichbar: überlastet")
                : FakeDaemon.accepted(send);
        TestPlans.Shape shape = new TestPlans.Shape(AGENTS.size(), 4, 1, 100, 1);
        ask(rig, PlanActions.PLAN, TestPlans.plan(TestPlans.RUN, AGENTS, shape, 0, null));
        ask(rig, PlanActions.GO, GoParams.of(REF, TestPlans.all(AGENTS.size())));
        rig.advance(Duration.ofMillis(150));
        rig.stallHops();
        rig.advance(Duration.ofMillis(100));
        assertThat(hops(rig)).hasSize(3);
        return rig;
    }

    @Test
    void noCutMakesAHopLeaveTwice() throws IOException {
        RunnerRig first = killed();
        List<String> before = hops(first);
        Path file = ledger();
        byte[] whole = Files.readAllBytes(file);
        int goneOn = 0;
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            RunnerRig second = RunnerRig.restarted(first, locks.resolve("cut" + length), Configs.stateDir(state));
            boolean known = !(ask(second, PlanActions.RENEW, REF).outcome() instanceof Outcome.Failed);
            second.advance(Duration.ofSeconds(1));
            assertThat(hops(second)).as("cut after %s bytes", length).doesNotContainAnyElementsOf(before);
            goneOn += known ? 1 : 0;
            assertThat(known || !Files.exists(file))
                    .as("a refused ledger is erased")
                    .isTrue();
        }
        assertThat(goneOn).as("the whole ledger").isEqualTo(1);
    }

    /** The process died while it wrote: the hop of this line has not left. */
    @Test
    void whatFollowsTheLastWholeLineIsLeftOutForGood() throws IOException {
        RunnerRig first = killed();
        Path file = ledger();
        byte[] whole = Files.readAllBytes(file);
        byte[] longer = Arrays.copyOf(whole, whole.length + 9);
        Arrays.fill(longer, whole.length, longer.length, (byte) 0xC3);
        Files.write(file, longer);
        RunnerRig second = RunnerRig.restarted(first, locks.resolve("second"), Configs.stateDir(state));
        ask(second, PlanActions.RENEW, REF);
        second.advance(Duration.ofSeconds(1));
        assertThat(hops(second)).hasSize(1);
        RunnerRig third = RunnerRig.restarted(second, locks.resolve("third"), Configs.stateDir(state));
        assertThat(ask(third, PlanActions.RENEW, REF).outcome()).isEqualTo(Outcome.ok());
        third.advance(Duration.ofSeconds(1));
        assertThat(hops(third)).isEmpty();
    }
}
