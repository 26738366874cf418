package dev.x0xtest.local.interop.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.local.interop.Commander;
import dev.x0xtest.local.interop.Interop;
import dev.x0xtest.local.interop.InteropNeeds;
import dev.x0xtest.local.interop.MixedRunners;
import dev.x0xtest.local.interop.UpstreamHarness;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.Meshes;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.ResultKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Sends the same commands to upstream's runner and to ours, each beside a real x0xd, and compares the answers. */
@Interop
@DisplayName("contact and group actions, theirs and ours")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ActionParityIT {
    private @Nullable LocalMesh mesh;
    private @Nullable Commander commander;

    @BeforeAll
    void start() throws Exception {
        LocalMesh started = LocalMesh.start(
                Meshes.plan(3, InteropNeeds.x0xd(), 5),
                MixedRunners.starter(UpstreamHarness.find(), Set.of("helsinki"), Meshes.runnersWithEveryPower()));
        mesh = started;
        commander = Commander.at(started.anchor());
    }

    @AfterAll
    void end() {
        if (commander != null) {
            commander.close();
        }
        if (mesh != null) {
            mesh.close();
        }
    }

    @Test
    @DisplayName("every step of a script is answered alike, and our reader tells the same from both")
    void everyStepOfTheScriptIsAnsweredAlike() throws Exception {
        ActionScene ours = scene(1);
        ActionScene theirs = scene(2);
        ActionScript.play(ours);
        ActionScript.play(theirs);
        ActionDifferences differences = new ActionDifferences();
        assertThat(between(ours, theirs, differences)).isEmpty();
        assertThat(differences.unused()).as("what may differ and never does").isEmpty();
        ours.answers()
                .forEach((name, answer) -> assertThat(told(answer)).as(name).isEqualTo(told(theirs.answer(name))));
    }

    @Test
    @DisplayName("a command that comes again, in every way it can")
    void commandsThatComeAgainAreTreatedAlike() throws Exception {
        ActionScene ours = scene(1);
        ActionScene theirs = scene(2);
        repeat(ours);
        repeat(theirs);
        assertThat(between(ours, theirs, new ActionDifferences())).isEmpty();
    }

    private static void repeat(ActionScene scene) throws Exception {
        ObjectNode group = WireJson.object().put("name", "once");
        String id = UUID.randomUUID().toString();
        scene.carryOut("groups before", "group_list", WireJson.object());
        List<CommandAnswers.Answer> stored = scene.repeat(scene.command(id, id, "group_create", group), 2);
        assertThat(stored)
                .extracting(CommandAnswers.Answer::json)
                .containsOnly(stored.get(0).json());
        scene.keep("stored", stored.get(0));
        List<CommandAnswers.Answer> all = scene.repeat(scene.command(id, id, "group_list", WireJson.object()), 1);
        CommandAnswers.Answer conflict = all.get(all.size() - 1);
        assertThat(conflict.json().path("outcome").path("error").asText())
                .isEqualTo("request_id reused with different command");
        scene.keep("other content", conflict);

        Command twice = scene.command(id + "-a", UUID.randomUUID().toString(), "group_create", group);
        List<CommandAnswers.Answer> executed = scene.repeat(twice, 2);
        assertThat(executed)
                .extracting(
                        answer -> answer.json().path("details").path("group_id").asText())
                .doesNotHaveDuplicates();

        String unheard = UUID.randomUUID().toString();
        scene.tell(scene.command("elsewhere", unheard, unheard, "group_create", group));
        Command unnamed = scene.command(UUID.randomUUID().toString(), null, "contact_list", WireJson.object());
        scene.keep("without request id", scene.repeat(unnamed, 1).get(0));
        Command unknown = scene.command(UUID.randomUUID().toString(), null, "dance", WireJson.object());
        scene.keep("unknown, without request id", scene.repeat(unknown, 1).get(0));
        scene.carryOut("groups after", "group_list", WireJson.object());
        assertThat(scene.repeat(scene.command("elsewhere", unheard, unheard, "group_create", group), 0))
                .as("a command for another label")
                .isEmpty();
    }

    private static List<String> between(ActionScene ours, ActionScene theirs, ActionDifferences differences) {
        assertThat(ours.answers().keySet())
                .containsExactlyElementsOf(theirs.answers().keySet());
        List<String> lines = new ArrayList<>();
        ours.answers()
                .forEach((name, answer) -> differences
                        .between(answer.json(), theirs.answer(name).json())
                        .forEach(line -> lines.add(name + ": " + line)));
        return lines;
    }

    /** Returns what our reader makes of a failure, without its message. */
    private static String told(CommandAnswers.Answer answer) {
        if (!(answer.result().outcome() instanceof Outcome.Failed failed)) {
            return "ok";
        }
        Failure failure = failed.failure();
        boolean notExecuted = answer.result().kind().equals(ResultKinds.ERROR);
        return notExecuted ? failure.kind() : failure.code() + " " + failure.httpStatus();
    }

    private ActionScene scene(int node) {
        if (mesh == null || commander == null) {
            throw new IllegalStateException("not started");
        }
        return new ActionScene(mesh.nodes().get(node), mesh.anchor(), commander);
    }
}
