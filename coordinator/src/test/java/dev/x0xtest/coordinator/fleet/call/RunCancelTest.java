package dev.x0xtest.coordinator.fleet.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.plan.Status;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Which run is ended without a journal, whose it may be, and what its runners say. */
class RunCancelTest {
    private static final AgentId SELF = new AgentId("0a".repeat(32));
    private static final String OTHER = "0b".repeat(32);
    private static final String RUN = "1a2b3c4d" + "00".repeat(12);
    private static final NodeLabel NYC = new NodeLabel("nyc");
    private static final NodeLabel SFO = new NodeLabel("sfo");

    private static NodeRuns knows(NodeLabel node, Status.Run... runs) {
        return new NodeRuns(node, SELF, List.of(runs), null);
    }

    private static Status.Run run(String id, long heardAgoMs, String state) {
        return new Status.Run(id, 1, SELF.hex(), heardAgoMs, state);
    }

    private static AbstractThrowableAssert<?, ?> refused(String start, NodeRuns... told) {
        return assertThatThrownBy(() -> RunCancel.of(start, List.of(told), SELF, false))
                .isInstanceOf(EnvironmentException.class);
    }

    @Test
    void theStartOfAnIdIsEnoughAndEndedRunsAreLeftAlone() {
        NodeRuns running = knows(NYC, run(RUN, 60_000, Status.Run.RUNNING));
        NodeRuns ended = knows(SFO, run(RUN, 60_000, Status.Run.ENDED));
        RunCancel cancel = RunCancel.of("1a2b", List.of(running, ended), SELF, false);
        assertThat(cancel.run().run()).isEqualTo(RUN);
        assertThat(cancel.running()).containsExactly(running);
        Map<NodeLabel, FleetCall.Ended> said = Map.of(NYC, new FleetCall.Ended(true, "cancelled"));
        assertThat(cancel.lines(said))
                .containsExactly(
                        "run " + RUN + ", without its journal, so without a report:",
                        "nyc  cancelled",
                        "sfo  had ended");
        assertThat(cancel.over(said)).isTrue();
    }

    @Test
    void whoIsSilentMayStillWorkOnIt() {
        NodeRuns running = knows(NYC, run(RUN, 60_000, Status.Run.LAPSED));
        NodeRuns silent = NodeRuns.unknown(SFO, SELF, "no answer in 15 s");
        RunCancel cancel = RunCancel.of(RUN, List.of(running, silent), SELF, false);
        Map<NodeLabel, FleetCall.Ended> said = Map.of(NYC, new FleetCall.Ended(true, "cancelled"));
        assertThat(cancel.lines(said)).contains("sfo  no answer in 15 s; without a coordinator its lease ends the run");
        assertThat(cancel.over(said)).isFalse();
    }

    @Test
    void aRunWhoseCoordinatorWorksOnItIsEndedByForceOnly() {
        NodeRuns alive = knows(NYC, run(RUN, 3_000, Status.Run.RUNNING));
        refused("1a2b", alive).hasMessageContaining("was heard 3 s ago at nyc").hasMessageContaining("--force");
        assertThat(RunCancel.of("1a2b", List.of(alive), SELF, true).running()).containsExactly(alive);
    }

    @Test
    void anOlderRunnerThatDoesNotSayWhenItHeardItsCoordinatorCountsAsAlive() {
        refused("1a2b", knows(NYC, run(RUN, NodeRuns.UNKNOWN_AGO, Status.Run.RUNNING)))
                .hasMessageContaining("may still work on it: nyc does not say when it was heard");
    }

    @Test
    void aRunOfAnotherAgentIsRefusedAlsoByForce() {
        NodeRuns theirs = knows(NYC, new Status.Run(RUN, 1, OTHER, 90_000, Status.Run.RUNNING));
        assertThatThrownBy(() -> RunCancel.of("1a2b", List.of(theirs), SELF, true))
                .hasMessageContaining("belongs to the coordinator " + OTHER);
    }

    @Test
    void noRunAndSeveralAreOneClearLine() {
        String second = "1a2b" + "ff".repeat(14);
        NodeRuns both = knows(NYC, run(RUN, 90_000, Status.Run.LAPSED), run(second, 90_000, Status.Run.LAPSED));
        refused("1a2b", both).hasMessageStartingWith("2 runs begin with '1a2b': " + RUN + ", " + second);
        refused("ffff", both, NodeRuns.unknown(SFO, null, "no answer in 15 s"))
                .hasMessage("no runner knows a run that begins with 'ffff': 1 of 2 answered; sfo: no answer in 15 s");
    }

    @Test
    void theTableHasALineForEachRunAndNodeTheLatestHeardFirst() {
        String older = "ee".repeat(16);
        NodeRuns nyc = knows(NYC, run(older, 900_000, Status.Run.ENDED), run(RUN, 4_000, Status.Run.RUNNING));
        NodeRuns sfo = knows(SFO, new Status.Run(RUN, 1, OTHER, 5_000, Status.Run.ARMED));
        RunTable table = new RunTable(SELF, List.of(nyc, sfo));
        assertThat(table.lines(true))
                .containsExactly(
                        "run       epoch  node  state    heard       coordinator",
                        "1a2b3c4d  1      nyc   running  4 s ago     0a0a0a0a (this anchor)",
                        "1a2b3c4d  1      sfo   armed    5 s ago     0b0b0b0b",
                        "eeeeeeee  1      nyc   ended    15 min ago  0a0a0a0a (this anchor)");
        assertThat(table.lines(false)).contains(RUN + "\t1\tsfo\tarmed\t5 s ago\t" + OTHER);
        assertThat(table.exitCode()).isEqualTo(ExitCode.PASS);
        assertThat(table.json()).contains("\"heard_ago_ms\" : 4000");
    }

    @Test
    void whoDidNotAnswerIsNamedAndWhatARunnerSaysReachesNoTerminal() {
        NodeRuns odd = knows(NYC, run(RUN, 4_000, "\u001b[31mrunning"));
        RunTable table = new RunTable(SELF, List.of(odd, NodeRuns.unknown(SFO, null, "no answer in 15 s")));
        assertThat(table.lines(true)).last().isEqualTo("sfo: no answer in 15 s");
        assertThat(String.join("\n", table.lines(true))).doesNotContain("\u001b");
        assertThat(table.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
    }
}
