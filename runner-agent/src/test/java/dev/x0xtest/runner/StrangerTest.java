package dev.x0xtest.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.runner.rig.Configs;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Topics;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.ActionRegistry;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.plan.PlanActions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that an agent that is not a listed coordinator gets no effect and no answer, whatever the action and the route.
 */
class StrangerTest {
    @TempDir
    Path locks;

    static Stream<String> everyAction() {
        ActionRegistry actions = PlanActions.registerIn(Actions.all());
        return Stream.concat(actions.all().stream().map(Action::name), Stream.of("no_such_action"));
    }

    @ParameterizedTest
    @MethodSource("everyAction")
    void aStrangerGetsNoActionAndNoAnswer(String action) {
        RunnerRig rig = allPowers();
        rig.command(RunnerRig.STRANGER, command(action, RunnerRig.STRANGER));
        rig.command(RunnerRig.STRANGER, command(action, RunnerRig.COORDINATOR));
        nothingLeft(rig);
    }

    @ParameterizedTest
    @MethodSource("everyAction")
    void aCoordinatorsUnverifiedFrameIsAStrangers(String action) {
        RunnerRig rig = allPowers();
        rig.receive(
                RunnerRig.COORDINATOR,
                false,
                command(action, RunnerRig.COORDINATOR).frame());
        nothingLeft(rig);
    }

    @ParameterizedTest
    @MethodSource("everyAction")
    void aTopicMessageOfAStrangerOrUnsignedIsIgnored(String action) {
        RunnerRig rig = allPowers();
        for (String topic : List.of(Topics.CONTROL, Topics.DISCOVER)) {
            byte[] forged = command(action, RunnerRig.COORDINATOR).json();
            rig.publish(RunnerRig.STRANGER, true, topic, forged);
            rig.publish(
                    RunnerRig.STRANGER,
                    true,
                    topic,
                    command(action, RunnerRig.STRANGER).json());
            rig.publish(RunnerRig.COORDINATOR, false, topic, forged);
        }
        nothingLeft(rig);
    }

    @ParameterizedTest
    @MethodSource("everyAction")
    void aCommandThatNamesAnotherAnchorThanItsSenderIsIgnored(String action) {
        RunnerRig rig = allPowers();
        rig.command(RunnerRig.COORDINATOR, command(action, RunnerRig.OTHER));
        rig.publish(
                RunnerRig.COORDINATOR,
                true,
                Topics.CONTROL,
                command(action, RunnerRig.OTHER).json());
        nothingLeft(rig);
    }

    @Test
    void theSameCommandsFromTheCoordinatorDoSomething() {
        List<String> silent = everyAction()
                .filter(action -> {
                    RunnerRig rig = allPowers();
                    rig.command(RunnerRig.COORDINATOR, command(action, RunnerRig.COORDINATOR));
                    boolean answered = !rig.results(RunnerRig.COORDINATOR).isEmpty();
                    rig.runner.close();
                    rig.settle();
                    return !answered;
                })
                .toList();
        assertThat(silent).isEmpty();
    }

    @Test
    void garbageFromAStrangerIsIgnored() {
        RunnerRig rig = allPowers();
        rig.receive(RunnerRig.STRANGER, true, "x0xtest|cmd|%%%".getBytes(StandardCharsets.UTF_8));
        nothingLeft(rig);
    }

    private RunnerRig allPowers() {
        return RunnerRig.running(
                locks, Configs.coordinators(RunnerRig.COORDINATOR.hex() + "=measure,pairwise,contacts,groups"));
    }

    private static Command command(String action, AgentId anchor) {
        ObjectNode params = WireJson.object()
                .put("agent_id", RunnerRig.OTHER.hex())
                .put("trust_level", "trusted")
                .put("recipient_aid", RunnerRig.OTHER.hex())
                .put("payload_b64", "aGk=")
                .put("group_id", "g1")
                .put("name", "n")
                .put("invite", "x0x://invite/1")
                .put("body", "b");
        return RunnerRig.raw("id-" + action, action, anchor, params);
    }

    private static void nothingLeft(RunnerRig rig) {
        rig.advance(Duration.ofSeconds(40));
        assertThat(rig.daemon.sends).isEmpty();
        // A runner looks at its own daemon's connections now and then, whoever speaks to it.
        assertThat(rig.daemon.calls).allMatch("GET /diagnostics/connectivity"::equals);
        assertThat(rig.daemon.published).isEmpty();
    }
}
