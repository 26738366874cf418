package dev.x0xtest.local.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.local.CommandRun;
import dev.x0xtest.minimesh.MiniMesh;
import dev.x0xtest.minimesh.StandIn;
import dev.x0xtest.minimesh.fault.Fault;
import dev.x0xtest.minimesh.fault.FaultAction;
import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.frame.HopFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends ten thousand messages to a runner whose stream stalls. The hops that its daemon evicts must not count as
 * missing.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StalledStreamTest {
    private static final int FLOOD = 10_000;
    private static final int HELSINKI = 2;

    @TempDir
    private Path directory = Path.of("");

    private final AtomicInteger stalls = new AtomicInteger();
    private final AtomicInteger floods = new AtomicInteger();

    @Test
    void nothingIsMissingWithoutCoverage() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(4)) {
            MiniMesh standIns = mesh.standIns().orElseThrow();
            StandIn helsinki = standIns.node(HELSINKI);
            // Helsinki's first hop shows that its go has arrived. The hops to helsinki are delayed, so they arrive
            // later.
            standIns.faults().add(spy().from(HELSINKI).payload(payload -> {
                if (isHop(payload) && stalls.incrementAndGet() == 1) {
                    beside(() -> helsinki.stallStreams(true));
                }
                return false;
            }));
            standIns.faults()
                    .add(Fault.of(new FaultAction.Delay(Duration.ofSeconds(2)))
                            .to(HELSINKI)
                            .prefix("x0xtest|hop|"));
            standIns.faults().add(spy().to(HELSINKI).payload(payload -> {
                if (isClose(payload) && floods.incrementAndGet() == 1) {
                    beside(() -> flood(standIns.node(1), helsinki));
                }
                return false;
            }));
            JsonNode report =
                    CommandRun.pinned(mesh, directory, "--attempts", "1").report();
            assertThat(floods).as("the coordinator closed the column").hasPositiveValue();
            assertThat(outcomes(report, cell -> true)).noneMatch(outcome -> outcome.startsWith("MISSING"));
            // Read in time, the history proves them; read later, it cannot tell. Which of the two is a matter of how
            // fast the machine is: HistoryEvidenceTest has the border between them.
            assertThat(cells(report, cell -> cell.path("dst").asText().equals("helsinki")))
                    .as("its daemon dropped the hops from the stream; its history has them")
                    .hasSize(3)
                    .allMatch(cell -> cell.path("flags").toString().contains("source:history"))
                    .allMatch(cell -> outcome(cell).equals("PROVEN null")
                            || outcome(cell).startsWith("UNOBSERVED seen, but nobody can tell"));
            assertThat(outcomes(report, cell -> !cell.path("dst").asText().equals("helsinki")))
                    .containsOnly("PROVEN null");
        }
    }

    /** Returns a fault whose filter only observes payloads and never matches. */
    private static Fault spy() {
        return Fault.of(new FaultAction.Drop());
    }

    /** Runs the action outside the stand-in's own thread. */
    private static void beside(Runnable action) {
        Thread thread = new Thread(action);
        thread.setDaemon(true);
        thread.start();
    }

    private static void flood(StandIn from, StandIn victim) {
        victim.flood(FLOOD, from.agentId(), from.machineId(), new byte[1024]);
        victim.stallStreams(false);
    }

    private static List<String> outcomes(JsonNode report, Predicate<JsonNode> which) {
        return cells(report, which).stream().map(StalledStreamTest::outcome).toList();
    }

    private static List<JsonNode> cells(JsonNode report, Predicate<JsonNode> which) {
        return StreamSupport.stream(report.path("cells").spliterator(), false)
                .filter(which)
                .toList();
    }

    private static String outcome(JsonNode cell) {
        return cell.path("outcome").asText() + " " + cell.path("reason").asText();
    }

    private static boolean isHop(Bytes payload) {
        return frame(payload) instanceof HopFrame;
    }

    private static boolean isClose(Bytes payload) {
        return frame(payload) instanceof Frame.Cmd command
                && command.command().action().equals("close");
    }

    private static @Nullable Frame frame(Bytes payload) {
        try {
            return Frames.decode(payload.array()).orElse(null);
        } catch (WireException e) {
            return null;
        }
    }
}
