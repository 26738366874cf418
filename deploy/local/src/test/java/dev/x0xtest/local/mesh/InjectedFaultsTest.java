package dev.x0xtest.local.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.local.CommandRun;
import dev.x0xtest.minimesh.StandIn;
import dev.x0xtest.minimesh.fault.Fault;
import dev.x0xtest.minimesh.fault.FaultAction;
import dev.x0xtest.minimesh.fault.FaultPlan;
import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.frame.HopFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests the outcome of each fault of the mesh, and of the case most like it, with real runners and a real coordinator
 * over stand-ins. Every fault is on the way from sfo to helsinki.
 */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class InjectedFaultsTest extends ThreeStandIns {
    private static final int FLOOD = 8_300;

    @Test
    void anAcknowledgementForNothingIsMissing() {
        hop(new FaultAction.FalseAck());
        assertThat(outcome("--attempts", "1")).isEqualTo("MISSING");
    }

    @Test
    void theSameWithEvictionsAtTheReceiverIsUnobserved() throws Exception {
        FaultPlan.Armed gone = standIns.faults().add(onHop(new FaultAction.FalseAck()));
        JsonNode cell = whileTheReceiverEvicts(gone, false);
        assertThat(cell.path("outcome").asText()).as(cell.toString()).isEqualTo("UNOBSERVED");
        assertThat(cell.path("reason").asText()).contains("evicted");
    }

    /** The daemon stored it before it lost the event: on the raw plane, too. */
    @Test
    void aHopThatTheReceiversDaemonEvictedIsFoundInItsHistory() throws Exception {
        FaultPlan.Armed delayed = standIns.faults().add(onHop(new FaultAction.Delay(Duration.ofSeconds(4))));
        JsonNode cell = whileTheReceiverEvicts(delayed, true);
        assertThat(cell.path("flags").toString()).as(cell.toString()).contains("source:history");
        assertThat(cell.path("evidence").path("receiver").asText()).startsWith("found it in the history");
        // The history was read when the hop's deadline was just over: within the tolerance, or not quite.
        assertThat(cell.path("outcome").asText()).as(cell.toString()).isIn("PROVEN", "UNOBSERVED");
    }

    /** Runs the matrix. The receiver's stream stalls and evicts, before the hop arrives or, if so, with it. */
    private JsonNode whileTheReceiverEvicts(FaultPlan.Armed fault, boolean withTheHop) throws Exception {
        StandIn receiver = standIns.node(HELSINKI);
        // The long grace delays the close command until after the flood, which could evict that command too.
        CompletableFuture<JsonNode> run = CompletableFuture.supplyAsync(() -> cell("--attempts", "1", "--grace", "6s"));
        await().until(() -> fault.used() == 1);
        // Wait until all other messages of the run have arrived: only the hop is still on its way.
        AtomicLong before = new AtomicLong();
        await().during(Duration.ofMillis(800)).until(() -> {
            long now = incoming();
            return before.getAndSet(now) == now;
        });
        receiver.stallStreams(true);
        if (withTheHop) {
            // The hop waits in the receiver's queue until the flood evicts it.
            await().until(() -> incoming() > before.get());
        }
        receiver.flood(FLOOD, standIns.node(0).agentId(), standIns.node(0).machineId(), new byte[] {1});
        receiver.stallStreams(false);
        return run.get(60, TimeUnit.SECONDS);
    }

    private long incoming() throws Exception {
        return Meshes.node(mesh, "helsinki")
                .rest()
                .dmDiagnostics()
                .get(10, TimeUnit.SECONDS)
                .incomingTotal();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }

    @Test
    void otherBytesAreCorrupt() {
        hop(new FaultAction.Corrupt());
        assertThat(outcome()).isEqualTo("CORRUPT");
    }

    @Test
    void theSameBytesTwiceAreProvenAndCounted() {
        hop(new FaultAction.Duplicate(1));
        // A run ends with its last cell and does not wait for further receipts, so a slow hop keeps another cell open.
        standIns.faults()
                .add(Fault.of(new FaultAction.Delay(Duration.ofSeconds(2)))
                        .from(HELSINKI)
                        .to(0)
                        .prefix("x0xtest|hop|"));
        JsonNode cell = cell();
        assertThat(cell.path("outcome").asText()).isEqualTo("PROVEN");
        assertThat(cell.path("duplicates").asInt()).isEqualTo(1);
    }

    @Test
    void theRightBytesFromAnotherAgentAreAnImpostor() {
        instead(payload -> payload);
        assertThat(outcome()).isEqualTo("IMPOSTOR");
    }

    @Test
    void otherBytesFromAnotherAgentAreNobodysHop() {
        instead(payload -> "something else".getBytes(StandardCharsets.UTF_8));
        assertThat(outcome()).isEqualTo("MISSING");
    }

    @Test
    void aRefusalWithADefiniteCodeIsRefused() {
        hop(new FaultAction.Refuse(403, "recipient_rejected"));
        JsonNode cell = cell();
        assertThat(cell.path("outcome").asText()).isEqualTo("REFUSED");
        assertThat(cell.path("code").asText()).contains("403");
    }

    @Test
    void aLostAcknowledgementIsUnacked() {
        hop(new FaultAction.LoseAck());
        assertThat(outcome()).isEqualTo("UNACKED");
    }

    @Test
    void aLostHopIsRefusedWithTheSendersError() {
        hop(new FaultAction.Drop());
        JsonNode cell = cell();
        assertThat(cell.path("outcome").asText()).as(cell.toString()).isEqualTo("REFUSED");
        assertThat(cell.path("code").asText()).isEqualTo("502 peer_disconnected");
        assertThat(cell.path("evidence").path("coverage").asText()).isEqualTo("covered");
    }

    @Test
    void aHopAfterItsDeadlineIsLate() {
        hop(new FaultAction.Delay(Duration.ofMillis(4500)));
        assertThat(outcome("--hop-deadline", "1s")).isEqualTo("LATE");
    }

    @Test
    void aSlowHopWithinItsDeadlineIsProven() {
        hop(new FaultAction.Delay(Duration.ofMillis(1500)));
        assertThat(outcome("--hop-deadline", "1s")).isEqualTo("PROVEN");
    }

    /**
     * Swallows and acknowledges the hop. In its place helsinki sees a frame from nyc, with a payload that
     * {@code content} derives from the original one.
     */
    private void instead(UnaryOperator<byte[]> content) {
        AtomicReference<String> once = new AtomicReference<>("");
        StandIn other = standIns.node(0);
        Predicate<Bytes> replay = payload -> {
            if (once.getAndSet("done").isEmpty()) {
                background(() -> standIns.node(HELSINKI)
                        .injectDirect(
                                other.agentId(), other.machineId(), withPayload(payload, content), true, "accept"));
            }
            return true;
        };
        standIns.faults().add(onHop(new FaultAction.FalseAck()).payload(hopAnd(replay)));
    }

    private static byte[] withPayload(Bytes frame, UnaryOperator<byte[]> content) {
        HopFrame hop = hop(frame);
        return new HopFrame(hop.requestId(), hop.digest(), hop.anchor(), content.apply(hop.payload())).encode();
    }

    private static HopFrame hop(Bytes frame) {
        try {
            return (HopFrame) Frames.decode(frame.array()).orElseThrow();
        } catch (WireException e) {
            throw new AssertionError("an unreadable hop", e);
        }
    }

    private static void background(Runnable action) {
        CompletableFuture.runAsync(action).exceptionally(failure -> {
            throw new AssertionError("the fault was not injected", failure);
        });
    }

    private static Predicate<Bytes> hopAnd(Predicate<Bytes> more) {
        Bytes prefix = Bytes.ofUtf8("x0xtest|hop|");
        return payload -> payload.startsWith(prefix) && more.test(payload);
    }

    private static Fault onHop(FaultAction action) {
        return Fault.of(action).from(SFO).to(HELSINKI).prefix("x0xtest|hop|");
    }

    private void hop(FaultAction action) {
        standIns.faults().add(onHop(action));
    }

    private String outcome(String... options) {
        return cell(options).path("outcome").asText();
    }

    /** Runs the matrix, asserts that every other cell is proven, and returns the cell from sfo to helsinki. */
    private JsonNode cell(String... options) {
        CommandRun run = CommandRun.pinned(mesh, directory, options);
        assertThat(run.unproven()).allMatch(cell -> cell.startsWith("sfo>helsinki "));
        return StreamSupport.stream(run.report().path("cells").spliterator(), false)
                .filter(cell -> cell.path("src").asText().equals("sfo")
                        && cell.path("dst").asText().equals("helsinki"))
                .findFirst()
                .orElseThrow();
    }
}
