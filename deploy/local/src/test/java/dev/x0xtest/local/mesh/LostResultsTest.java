package dev.x0xtest.local.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.local.CommandRun;
import dev.x0xtest.minimesh.fault.Fault;
import dev.x0xtest.minimesh.fault.FaultAction;
import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.result.Result;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests runs whose hops arrive while the runners' results are lost, on the per-pair path and by plans, with real
 * runners and a real coordinator over stand-ins.
 */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class LostResultsTest extends ThreeStandIns {
    /** As a cloned machine: another daemon with helsinki's identity takes and acknowledges what is sent to it directly. */
    @Test
    void aSecondDaemonWithTheIdentityOfANodeIsNamed() {
        standIns.faults()
                .add(Fault.of(new FaultAction.FalseAck())
                        .to(HELSINKI)
                        .on(Fault.Plane.RAW, Fault.Plane.GOSSIP, Fault.Plane.DURABLE));
        JsonNode cell = cell(run("--attempts", "1"), "sfo", "helsinki");
        assertThat(cell.path("outcome").asText()).as(cell.toString()).isEqualTo("NOT_RUN");
        assertThat(cell.path("reason").asText()).contains("a second x0xd with helsinki's identity seems to run");
    }

    @Test
    void resultsThatGetThroughByNoMessageComeByTopic() {
        standIns.faults()
                .add(Fault.of(new FaultAction.Refuse(502, "peer_disconnected"))
                        .from(SFO)
                        .on(Fault.Plane.RAW, Fault.Plane.GOSSIP, Fault.Plane.DURABLE)
                        .payload(payload -> isResult(payload, "send_result")));
        JsonNode cell = cell(run("--attempts", "1", "--per-pair"), "sfo", "helsinki");
        assertThat(cell.path("outcome").asText()).as(cell.toString()).isEqualTo("PROVEN");
        assertThat(cell.path("evidence").path("control").asText()).contains("answered by pubsub");
    }

    @Test
    void aSeenHopWhoseSenderNeverAnswersIsUnobserved() {
        standIns.faults()
                .add(Fault.of(new FaultAction.FalseAck())
                        .from(SFO)
                        .payload(payload -> isSendResult(payload, HELSINKI)));
        JsonNode cell = cell(run("--attempts", "1", "--deadline", "12s", "--per-pair"), "sfo", "helsinki");
        assertThat(cell.path("outcome").asText()).as(cell.toString()).isEqualTo("UNOBSERVED");
        assertThat(cell.path("reason").asText()).contains("sender's record missing");
    }

    @Test
    void aReportThatGetsThroughByNoMessageComesByTopic() {
        AtomicInteger refused = new AtomicInteger();
        standIns.faults()
                .add(Fault.of(new FaultAction.Refuse(502, "peer_disconnected"))
                        .from(SFO)
                        .on(Fault.Plane.RAW, Fault.Plane.GOSSIP, Fault.Plane.DURABLE)
                        .payload(payload -> isResult(payload, "report") && refused.incrementAndGet() > 0));
        assertThat(run("--attempts", "1").unproven()).isEmpty();
        assertThat(refused).as("the report was sent as a message first").hasPositiveValue();
    }

    @Test
    void everyResultMayBeLostOnce() {
        Set<Bytes> lost = ConcurrentHashMap.newKeySet();
        standIns.faults()
                .add(Fault.of(new FaultAction.FalseAck()).payload(payload -> isResult(payload) && lost.add(payload)));
        assertThat(run().unproven()).isEmpty();
        assertThat(lost).as("answers to discovery and plans, and reports").hasSizeGreaterThanOrEqualTo(3 * 3);
    }

    @Test
    void withoutTheSendersReportItsHopsAreSeenAndItsColumnIsUnobserved() {
        standIns.faults()
                .add(Fault.of(new FaultAction.FalseAck()).from(SFO).payload(payload -> isResult(payload, "report")));
        CommandRun run = run("--attempts", "1", "--deadline", "12s");
        assertThat(run.unproven()).allMatch(cell -> cell.contains("sfo"));
        assertThat(cell(run, "sfo", "helsinki").path("reason").asText()).contains("seen, sender's record missing");
        assertThat(cell(run, "helsinki", "sfo").path("reason").asText()).contains("its report never came");
    }

    private boolean isSendResult(Bytes payload, int destination) {
        String id = standIns.node(destination).agentId();
        return isResult(payload, "send_result")
                && result(payload).details().path("recipient_aid").asText().equals(id);
    }

    private static Result result(Bytes payload) {
        try {
            return ((Frame.Res) Frames.decode(payload.array()).orElseThrow()).result();
        } catch (WireException e) {
            throw new AssertionError("an unreadable result", e);
        }
    }

    private static boolean isResult(Bytes payload) {
        return new String(payload.array(), StandardCharsets.ISO_8859_1).startsWith("x0xtest|res");
    }

    private static boolean isResult(Bytes payload, String kind) {
        try {
            return Frames.decode(payload.array()).orElse(null) instanceof Frame.Res frame
                    && frame.result().kind().equals(kind);
        } catch (WireException e) {
            return false;
        }
    }

    private CommandRun run(String... options) {
        return CommandRun.pinned(mesh, directory, options);
    }

    private static JsonNode cell(CommandRun run, String source, String destination) {
        return StreamSupport.stream(run.report().path("cells").spliterator(), false)
                .filter(cell -> cell.path("src").asText().equals(source)
                        && cell.path("dst").asText().equals(destination))
                .findFirst()
                .orElseThrow();
    }
}
