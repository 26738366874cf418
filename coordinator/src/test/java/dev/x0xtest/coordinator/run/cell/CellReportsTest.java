package dev.x0xtest.coordinator.run.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.latency.HopTimes;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellReportsTest {
    private static final SenderRecord OK = new SenderRecord.Accepted("raw_quic_acked", 0, 1, 2);
    private static final SenderRecord GOSSIP = new SenderRecord.Accepted("gossip_inbox", 0, 1, 2);
    private static final SenderRecord ERROR = new SenderRecord.Refused("502 peer_disconnected", null, false, 2);

    private final NodeState from = new NodeState(0, new RunConfig.Node(new NodeLabel("nyc"), null), true);
    private final NodeState to = new NodeState(1, new RunConfig.Node(new NodeLabel("sfo"), null), false);
    private final List<Cell> samples = new ArrayList<>();

    /** A sample that left so many ms after its source began, and ended so. */
    private void sample(long leftMs, SenderRecord sender, CellOutcome outcome) {
        Cell cell = new Cell(from, to, samples.size());
        Attempt attempt = new Hop(cell, sender, leftMs);
        cell.add(attempt);
        attempt.judged(new CellJudge.Judgement(outcome, "a reason", null));
        cell.decide();
        samples.add(cell);
    }

    private CellReport report() {
        return CellReports.of(samples, List.of(64));
    }

    @Test
    void theFirstFailureAfterAllThatArrivedIsTold() {
        sample(100, ERROR, CellOutcome.REFUSED);
        sample(900, OK, CellOutcome.PROVEN);
        sample(500, OK, CellOutcome.LATE);
        sample(2_000, ERROR, CellOutcome.REFUSED);
        sample(1_000, ERROR, CellOutcome.REFUSED);
        assertThat(report().left()).isEqualTo(new CellReport.Left(1_000L, 900L));
    }

    @Test
    void aPairThatWorksAgainHasNoFailureToTell() {
        sample(100, ERROR, CellOutcome.REFUSED);
        sample(200, OK, CellOutcome.PROVEN);
        assertThat(report().left()).isEqualTo(new CellReport.Left(null, 200L));
    }

    @Test
    void onlyAnAcknowledgementOfTheOtherDaemonIsAnArrival() {
        sample(100, OK, CellOutcome.UNOBSERVED);
        sample(200, GOSSIP, CellOutcome.MISSING);
        sample(300, ERROR, CellOutcome.REFUSED);
        assertThat(report().left()).isEqualTo(new CellReport.Left(300L, 100L));
    }

    @Test
    void aProvenPairAndOneOfWhichNothingLeftTellNoTimes() {
        sample(100, OK, CellOutcome.PROVEN);
        sample(200, OK, CellOutcome.PROVEN);
        assertThat(report().left()).isNull();
        samples.clear();
        sample(100, new SenderRecord.NoReport("no answer"), CellOutcome.UNOBSERVED);
        sample(200, new SenderRecord.NoReport("no answer"), CellOutcome.UNOBSERVED);
        assertThat(report().left()).isNull();
    }

    private static final class Hop extends Attempt {
        private final long leftMs;

        Hop(Cell cell, SenderRecord sender, long leftMs) {
            super(cell, 1, sender, null);
            this.leftMs = leftMs;
        }

        @Override
        public String requestId() {
            return "an id";
        }

        @Override
        public ReceiverRecord receiver(long hopNanos) {
            return ReceiverRecord.NONE;
        }

        @Override
        public int duplicates() {
            return 0;
        }

        @Override
        public List<String> flags() {
            return List.of();
        }

        @Override
        public String sighted() {
            return "did not see it";
        }

        @Override
        public HopTimes times() {
            return new HopTimes(null, null, null, null, leftMs * 1_000);
        }

        @Override
        public String control() {
            return "raw";
        }
    }
}
