package dev.x0xtest.local.interop.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.interop.Commander;
import dev.x0xtest.local.interop.Interop;
import dev.x0xtest.local.interop.InteropNeeds;
import dev.x0xtest.local.interop.MixedRunners;
import dev.x0xtest.local.interop.UpstreamHarness;
import dev.x0xtest.local.interop.action.CommandAnswers;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.Meshes;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.local.mesh.daemons.MeshSpec;
import dev.x0xtest.minimesh.fault.FaultAction;
import dev.x0xtest.wire.result.Outcome;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests answers that are too large for one direct message, from upstream's runner and from ours. */
@Interop
@DisplayName("long answers, their runner and ours")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class ChunksIT {
    private static final int CONTACTS = 400;
    private static final int LABEL = 300;
    private static final int MESSAGES = 8;
    private static final int BODY = 12_000;

    private final UpstreamHarness harness = UpstreamHarness.find();

    /**
     * Injects one fault at a time, because upstream's runner has only the raw path and three attempts for each chunk.
     */
    @ParameterizedTest(name = "{0} runner, stand-ins, {1}", quoteTextArguments = false)
    @CsvSource({
        "their, reordered",
        "their, repeated",
        "their, dropped",
        "their, lost unnoticed",
        "our, reordered",
        "our, repeated",
        "our, dropped",
        "our, lost unnoticed"
    })
    @DisplayName("chunks arrive whole:")
    void chunksArriveWholeThrough(String whose, String fault) throws Exception {
        int source = whose.equals("their") ? 1 : 2;
        try (LocalMesh mesh = mesh(Meshes.plan(3, null, 5));
                Commander commander = Commander.at(mesh.anchor())) {
            ChunkFaults faults = ChunkFaults.of(mesh, source);
            var armed = switch (fault) {
                case "reordered" -> faults.add(new FaultAction.Reorder(), 2, Long.MAX_VALUE);
                case "repeated" -> faults.add(new FaultAction.Duplicate(2), 1, Long.MAX_VALUE);
                case "dropped" -> faults.add(new FaultAction.Drop(), 3, 2);
                default -> faults.add(new FaultAction.FalseAck(), 3, 1);
            };
            CommandAnswers.Answer answer =
                    contacts(mesh, commander, mesh.nodes().get(source));
            System.out.println(fault + ": " + armed.used());
            assertThat(armed.used()).isPositive();
            assertThat(answer.way()).isEqualTo(CommandAnswers.Way.CHUNKS);
            assertThat(answer.digests()).as("executions").isEqualTo(1);
        }
    }

    @Test
    @DisplayName("their runner, stand-ins, chunks not agreed")
    void theirRunnerPublishesWhatIsNotToBeChunked() throws Exception {
        try (LocalMesh mesh = mesh(Meshes.plan(2, null, 5));
                Commander commander = Commander.at(mesh.anchor())) {
            Daemons.Node node = mesh.nodes().get(1);
            LongAnswers.addContacts(node, CONTACTS, LABEL);
            CommandAnswers.Answer answer =
                    commander.ask(node, LongAnswers.withoutChunks(LongAnswers.contactList("c1", node, mesh.anchor())));
            assertThat(answer.way()).isEqualTo(CommandAnswers.Way.TOPIC);
            LongAnswers.assertHasContacts(answer.result(), CONTACTS, LABEL);
        }
    }

    @Test
    @DisplayName("both runners, x0xd, contact_list and group_messages")
    void longAnswersOfRealDaemonsArriveWholeFromBoth() throws Exception {
        try (LocalMesh mesh = mesh(Meshes.plan(3, InteropNeeds.x0xd(), 5));
                Commander commander = Commander.at(mesh.anchor())) {
            for (Daemons.Node node : mesh.nodes().subList(1, 3)) {
                assertThat(contacts(mesh, commander, node).way()).isEqualTo(CommandAnswers.Way.CHUNKS);
                messages(mesh, commander, node);
            }
        }
    }

    @ParameterizedTest(name = "our runner, x0xd, chunks not agreed, labels of {0}")
    @ValueSource(ints = {60, 300, 490})
    @DisplayName("published:")
    void ourRunnerPublishesOverRealDaemons(int labelChars) throws Exception {
        try (LocalMesh mesh = mesh(Meshes.plan(3, InteropNeeds.x0xd(), 5));
                Commander commander = Commander.at(mesh.anchor())) {
            Daemons.Node node = mesh.nodes().get(2);
            LongAnswers.addContacts(node, CONTACTS, labelChars);
            CommandAnswers.Answer answer =
                    commander.ask(node, LongAnswers.withoutChunks(LongAnswers.contactList("c1", node, mesh.anchor())));
            assertThat(answer.way()).isEqualTo(CommandAnswers.Way.TOPIC);
            LongAnswers.assertHasContacts(answer.result(), CONTACTS, labelChars);
        }
    }

    private static CommandAnswers.Answer contacts(LocalMesh mesh, Commander commander, Daemons.Node node)
            throws Exception {
        LongAnswers.addContacts(node, CONTACTS, LABEL);
        CommandAnswers.Answer answer = commander.ask(
                node, LongAnswers.contactList("contacts-" + node.label().text(), node, mesh.anchor()));
        LongAnswers.assertHasContacts(answer.result(), CONTACTS, LABEL);
        return answer;
    }

    private static void messages(LocalMesh mesh, Commander commander, Daemons.Node node) throws Exception {
        String group = LongAnswers.groupWithMessages(node, MESSAGES, BODY);
        CommandAnswers.Answer answer = commander.ask(
                node, LongAnswers.groupMessages("messages-" + node.label().text(), node, mesh.anchor(), group));
        assertThat(answer.way()).isEqualTo(CommandAnswers.Way.CHUNKS);
        assertThat(answer.result().outcome()).isInstanceOf(Outcome.Ok.class);
        assertThat(answer.result().details().path("messages"))
                .hasSize(MESSAGES)
                .allMatch(message -> message.path("body").asText().length() > BODY);
    }

    /** Starts a mesh in which the second node has upstream's runner and the others have ours. */
    private LocalMesh mesh(MeshSpec plan) throws InterruptedException {
        return LocalMesh.start(plan, MixedRunners.starter(harness, Set.of("sfo"), Meshes.runnersWithEveryPower()));
    }
}
