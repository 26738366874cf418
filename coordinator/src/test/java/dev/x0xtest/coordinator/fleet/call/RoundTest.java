package dev.x0xtest.coordinator.fleet.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Topics;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.Status;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is believed when runners are asked outside of a run. */
class RoundTest {
    private static final AgentId ANCHOR = new AgentId("0a".repeat(32));
    private static final AgentId SFO = new AgentId("0b".repeat(32));
    private static final AgentId STRANGER = new AgentId("0c".repeat(32));
    private static final NodeLabel LABEL = new NodeLabel("sfo");

    private final FakeDaemon daemon = new FakeDaemon(ANCHOR);
    private final Command command =
            Command.of("c1", LABEL.text(), PlanActions.STATUS, Status.Params.NONE, ANCHOR, false);

    private long now;

    private Round asked(@Nullable AgentId to) {
        Round round = new Round(daemon, List.of(new Round.Asked(LABEL, to, command)), () -> now);
        round.call();
        return round;
    }

    private static DirectMessage answer(AgentId from, boolean verified, boolean history, String node) {
        Result result = new Result(
                "status_result", "c1", "c1", new Outcome.Ok(), null, WireJson.object(), node, from.hex(), "", 0);
        return new DirectMessage(from, "m", new Frame.Res(result).encode(), 0, verified, null, history);
    }

    @Test
    void onlyTheVerifiedAnswerOfThatAgentCounts() {
        Round round = asked(SFO);
        round.heard(answer(STRANGER, true, false, "sfo"));
        round.heard(answer(SFO, false, false, "sfo"));
        round.heard(answer(SFO, true, true, "sfo"));
        round.heard(answer(SFO, true, false, "helsinki"));
        assertThat(round.answers()).isEmpty();
        round.heard(answer(SFO, true, false, "sfo"));
        assertThat(round.complete()).isDone();
        round.call();
        assertThat(daemon.sends).as("nobody is asked again").hasSize(1);
    }

    @Test
    void anAnswerKeepsWhenItsQuestionLeft() {
        now = 5;
        Round round = asked(SFO);
        now = 12;
        round.heard(answer(SFO, true, false, "sfo"));
        assertThat(round.answers().get(LABEL))
                .extracting(Round.Answer::sentNanos, Round.Answer::heardNanos)
                .containsExactly(5L, 12L);
    }

    @Test
    void anUnknownAgentIsAskedOnTheTopicAndASecondOneIsNamed() {
        Round round = asked(null);
        assertThat(daemon.published).containsExactly(Topics.DISCOVER);
        round.heard(answer(SFO, true, false, "sfo"));
        round.heard(answer(STRANGER, true, false, "sfo"));
        assertThat(round.answers().get(LABEL)).extracting(Round.Answer::from).isEqualTo(SFO);
        assertThat(round.answers().get(LABEL)).extracting(Round.Answer::other).isEqualTo(STRANGER);
    }
}
