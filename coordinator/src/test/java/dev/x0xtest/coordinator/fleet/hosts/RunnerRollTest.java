package dev.x0xtest.coordinator.fleet.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Topics;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultKinds;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A runner that answers on the topic, and never a direct message that a daemon took, has a double. */
class RunnerRollTest {
    private static final AgentId ANCHOR = new AgentId("0a".repeat(32));
    private static final AgentId HELSINKI = new AgentId("0b".repeat(32));
    private static final NodeLabel LABEL = new NodeLabel("helsinki");

    private final FakeDaemon daemon = new FakeDaemon(ANCHOR);
    private final RunnerRoll roll = new RunnerRoll(
            daemon, ANCHOR, new NetworkName("test"), Map.of(LABEL, HELSINKI), new SplittableRandom(1), () -> 1_000);

    private void answer(Command command) {
        Result result = new Result(
                ResultKinds.DISCOVER_REPLY,
                command.commandId(),
                command.requestId(),
                new Outcome.Ok(),
                null,
                WireJson.object(),
                LABEL.text(),
                HELSINKI.hex(),
                "",
                0);
        byte[] frame = new Frame.Res(result).encode();
        roll.heard(new DirectMessage(HELSINKI, "m", frame, 0, true, null, false));
    }

    private boolean byTopicOnly() {
        return roll.replies().values().stream().anyMatch(RunnerRoll.Reply::byTopicOnly);
    }

    private Command directly() throws Exception {
        Frame frame = Frames.decode(daemon.sends.get(0).payload()).orElseThrow();
        return ((Frame.Cmd) frame).command();
    }

    private Command onTheTopic() throws Exception {
        return Command.parse(daemon.publications.get(0));
    }

    @Test
    void aRunnerIsAskedOnTheTopicOnlyAfterADirectMessageStayedUnanswered() throws Exception {
        roll.call();
        assertThat(daemon.published).isEmpty();
        answer(directly());
        assertThat(roll.complete()).isDone();
        assertThat(roll.replies()).containsOnlyKeys(LABEL);
        assertThat(byTopicOnly()).isFalse();
    }

    @Test
    void anAnswerOnTheTopicAloneMeansASecondDaemon() throws Exception {
        roll.call();
        roll.call();
        assertThat(daemon.published).containsExactly(Topics.DISCOVER);
        answer(onTheTopic());
        assertThat(byTopicOnly()).isTrue();
        assertThat(roll.complete()).as("the direct answer may still come").isNotDone();
    }

    @Test
    void aDirectAnswerThatComesLateIsBelieved() throws Exception {
        roll.call();
        roll.call();
        answer(onTheTopic());
        answer(directly());
        assertThat(byTopicOnly()).isFalse();
        assertThat(roll.complete()).isDone();
    }

    @Test
    void aDaemonThatTakesNothingProvesNoDouble() {
        daemon.onSend = request -> FakeDaemon.refused(504, "timeout");
        roll.call();
        roll.call();
        assertThat(daemon.published).isEmpty();
    }
}
