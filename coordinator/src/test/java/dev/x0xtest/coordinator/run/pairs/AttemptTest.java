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

    private static PairAttempt attempt() {
        RunConfig.Node from = new RunConfig.Node(SimulatedFleet.label(0), null);
        RunConfig.Node to = new RunConfig.Node(SimulatedFleet.label(1), null);
        Cell cell = new Cell(new NodeState(0, from, true), new NodeState(1, to, false), 0);
        return new PairAttempt(cell, 1, "id", 0, new Sightings("", "", "", 0, 0), null);
    }

    private static SenderRecord accepted(int runnerAttempts) {
        return new SenderRecord.Accepted("raw_quic_acked", 0, runnerAttempts, 13_000);
    }

    private static long latestSend(int runnerAttempts) {
        PairAttempt attempt = attempt();
        attempt.senderSays(accepted(runnerAttempts), 14 * SECOND);
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

    /** An answer without its command id may come while its exchange is open; the exchange then times out. */
    @Test
    void anExchangeThatTimesOutDoesNotReplaceTheAnswerOfTheRunner() {
        PairAttempt attempt = attempt();
        attempt.senderSays(accepted(1), 14 * SECOND);
        attempt.senderSays(new SenderRecord.NoReport("no answer"), 20 * SECOND);
        attempt.senderSays(new SenderRecord.NotAttempted("no route took the command"), 20 * SECOND);
        assertThat(attempt.sender()).isEqualTo(accepted(1));
        assertThat(attempt.latestSendNanos()).isEqualTo(SECOND);
    }

    @Test
    void anAnswerReplacesTheTimeout() {
        PairAttempt attempt = attempt();
        attempt.senderSays(new SenderRecord.NoReport("no answer"), 20 * SECOND);
        attempt.senderSaysLate(accepted(1), 21 * SECOND);
        assertThat(attempt.sender()).isEqualTo(accepted(1));
    }
}
