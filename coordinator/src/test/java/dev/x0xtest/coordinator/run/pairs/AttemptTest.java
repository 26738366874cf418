package dev.x0xtest.coordinator.run.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.run.cell.Cell;
import dev.x0xtest.coordinator.run.cell.SenderRecord;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import org.junit.jupiter.api.Test;

class AttemptTest {
    private static final long SECOND = 1_000_000_000L;

    private static long latestSend(int runnerAttempts) {
        RunConfig.Node from = new RunConfig.Node(SimulatedFleet.label(0), null);
        RunConfig.Node to = new RunConfig.Node(SimulatedFleet.label(1), null);
        Cell cell = new Cell(new NodeState(0, from, true), new NodeState(1, to, false), 0);
        PairAttempt attempt = new PairAttempt(cell, 1, "id", 0, new Sightings("", "", "", 0, 0), null);
        attempt.senderSays(new SenderRecord.Accepted("raw_quic_acked", 0, runnerAttempts, 13_000), 14 * SECOND);
        return attempt.latestSendNanos();
    }

    @Test
    void aSingleTryBeganAsLongAgoAsItTook() {
        assertThat(latestSend(1)).isEqualTo(SECOND);
    }

    @Test
    void theLastOfSeveralTriesMayHaveBegunJustNow() {
        assertThat(latestSend(3)).isEqualTo(14 * SECOND);
    }
}
