package dev.x0xtest.local.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.interop.Commander;
import dev.x0xtest.local.interop.action.CommandAnswers;
import dev.x0xtest.local.interop.chunk.ChunkFaults;
import dev.x0xtest.local.interop.chunk.LongAnswers;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.minimesh.fault.FaultAction;
import dev.x0xtest.minimesh.fault.FaultPlan;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Asks our runner for a contact list that is too large for one direct message, over stand-ins that disturb its chunks.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ChunksTest {
    private static final int CONTACTS = 400;
    private static final int LABEL = 300;
    private static final int LABEL_TOO_LARGE = 2_000;

    private LocalMesh mesh = nothing();
    private Commander commander = nobody();
    private Daemons.Node node = nowhere();
    private ChunkFaults faults = none();

    @BeforeEach
    void bringUp() throws Exception {
        mesh = LocalMesh.start(Meshes.plan(2, null, 5), Meshes.runnersWithEveryPower());
        node = mesh.nodes().get(1);
        faults = ChunkFaults.of(mesh, 1);
        commander = Commander.at(mesh.anchor());
    }

    @AfterEach
    void takeDown() {
        commander.close();
        mesh.close();
    }

    @Test
    void aLongAnswerArrivesWhole() throws Exception {
        CommandAnswers.Answer answer = ask("c1");
        assertThat(answer.way()).isEqualTo(CommandAnswers.Way.CHUNKS);
        assertThat(answer.transfers()).isEqualTo(1);
        assertThat(answer.drops()).isEmpty();
    }

    @Test
    void reorderedAndRepeatedChunksMakeOneAnswerOfOneExecution() throws Exception {
        FaultPlan.Armed reordered = add(new FaultAction.Reorder(), 2, 6);
        FaultPlan.Armed repeated = add(new FaultAction.Duplicate(2), 2, Long.MAX_VALUE);
        CommandAnswers.Answer answer = ask("c1");
        assertThat(answer.way()).isEqualTo(CommandAnswers.Way.CHUNKS);
        assertThat(answer.digests()).as("executions").isEqualTo(1);
        assertThat(repeated.used()).isPositive();
        assertThat(reordered.used()).isPositive();
        assertThat(answer.drops().keySet()).isSubsetOf("duplicate", "already_complete");
    }

    @Test
    void aChunkThatOnlySeemsToArriveIsMadeGoodByAskingAgain() throws Exception {
        FaultPlan.Armed lost = add(new FaultAction.FalseAck(), 1, 1);
        CommandAnswers.Answer answer = ask("c1");
        assertThat(lost.used()).isEqualTo(1);
        assertThat(answer.transfers()).isGreaterThan(1);
        assertThat(answer.digests()).as("executions").isEqualTo(1);
    }

    @Test
    void aDamagedChunkIsMadeGoodByAskingAgain() throws Exception {
        FaultPlan.Armed damaged = add(new FaultAction.Corrupt(), 1, 1);
        CommandAnswers.Answer answer = ask("c1");
        assertThat(damaged.used()).isEqualTo(1);
        assertThat(answer.transfers()).isGreaterThan(1);
        assertThat(answer.digests()).as("executions").isEqualTo(1);
    }

    @Test
    void askedAgainTheAnswerIsThatOfThen() throws Exception {
        Result first = ask("c1").result();
        LongAnswers.addContacts(node, CONTACTS + 1, LABEL);
        assertThat(commander
                        .ask(node, LongAnswers.contactList("c1", node, mesh.anchor()))
                        .result())
                .isEqualTo(first);
    }

    @Test
    void whereNoChunkGetsThroughTheWholeIsPublished() throws Exception {
        add(new FaultAction.Refuse(502, "peer_disconnected"), 1, Long.MAX_VALUE);
        CommandAnswers.Answer answer = ask("c1");
        assertThat(answer.way()).isEqualTo(CommandAnswers.Way.TOPIC);
        assertThat(answer.chunks()).isZero();
    }

    @Test
    void whereNoChunkGetsThroughAndTheTopicCannotHoldItARefusalComes() throws Exception {
        add(new FaultAction.Refuse(502, "peer_disconnected"), 1, Long.MAX_VALUE);
        assertRefused(LABEL_TOO_LARGE, contactList("c1"), "chunks did not get through, the results topic takes 786000");
    }

    @Test
    void aCoordinatorThatKnowsNoChunksReadsItOnTheTopic() throws Exception {
        LongAnswers.addContacts(node, CONTACTS, LABEL);
        CommandAnswers.Answer answer = commander.ask(node, LongAnswers.withoutChunks(contactList("c1")));
        assertThat(answer.way()).isEqualTo(CommandAnswers.Way.TOPIC);
        LongAnswers.assertHasContacts(answer.result(), CONTACTS, LABEL);
    }

    @Test
    void aCoordinatorThatKnowsNoChunksIsToldWhatTheTopicCannotHold() throws Exception {
        assertRefused(
                LABEL_TOO_LARGE,
                LongAnswers.withoutChunks(contactList("c1")),
                "chunks were not agreed, the results topic takes 786000");
    }

    private void assertRefused(int labelChars, Command command, String end) throws Exception {
        LongAnswers.addContacts(node, CONTACTS, labelChars);
        CommandAnswers.Answer answer = commander.ask(node, command);
        assertThat(answer.way()).isEqualTo(CommandAnswers.Way.WHOLE);
        assertThat(answer.result().kind()).isEqualTo("contact_list_result");
        Failure failure = ((Outcome.Failed) answer.result().outcome()).failure();
        System.out.println(failure.message());
        assertThat(failure.kind()).isEqualTo("too_large");
        assertThat(failure.message()).startsWith("the result has ").endsWith(end);
    }

    private CommandAnswers.Answer ask(String id) throws Exception {
        LongAnswers.addContacts(node, CONTACTS, LABEL);
        CommandAnswers.Answer answer = commander.ask(node, contactList(id));
        LongAnswers.assertHasContacts(answer.result(), CONTACTS, LABEL);
        return answer;
    }

    private Command contactList(String id) {
        return LongAnswers.contactList(id, node, mesh.anchor());
    }

    private FaultPlan.Armed add(FaultAction action, int oneIn, long times) {
        return faults.add(action, oneIn, times);
    }

    @SuppressWarnings("NullAway") // bringUp() sets the field before each test
    private static LocalMesh nothing() {
        return null;
    }

    @SuppressWarnings("NullAway") // bringUp() sets the field before each test
    private static Commander nobody() {
        return null;
    }

    @SuppressWarnings("NullAway") // bringUp() sets the field before each test
    private static Daemons.Node nowhere() {
        return null;
    }

    @SuppressWarnings("NullAway") // bringUp() sets the field before each test
    private static ChunkFaults none() {
        return null;
    }
}
