package dev.x0xtest.wire.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.json.Codecs;
import dev.x0xtest.wire.json.WireJson;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The report of a host that sends and receives as many hops as a plan allows, a tenth of them refused, can be read. */
class LargestReportTest {
    private static final int SAMPLES = 1_000;
    private static final Attachment STREAM = new Attachment(true, 1, 1_795_248_700_071L, 90_000, 0, 0, 0, 120, 431, 0);

    private static RunReport report(int hops) {
        List<RunReport.RowEntry> row =
                IntStream.range(0, hops).mapToObj(LargestReportTest::sent).toList();
        List<RunReport.ColumnEntry> column = IntStream.range(0, hops)
                .mapToObj(hop -> new RunReport.ColumnEntry(
                        hop / SAMPLES + 1_000,
                        hop % SAMPLES,
                        1,
                        RunReport.ColumnEntry.INTACT,
                        1,
                        99_999,
                        true,
                        null,
                        "live"))
                .toList();
        return new RunReport(
                        "00112233445566778899aabbccddeeff",
                        1,
                        0,
                        true,
                        true,
                        row,
                        column,
                        STREAM,
                        STREAM,
                        null,
                        0,
                        0,
                        4,
                        4,
                        hops,
                        null,
                        null)
                .linked(new Evidence.Links(
                        -600_000,
                        -150,
                        IntStream.range(0, Evidence.RENEWALS)
                                .mapToObj(i -> new Evidence.Renewal("c3".repeat(32), -599_999 + i, -579_999 + i, 30))
                                .toList()));
    }

    private static RunReport.RowEntry sent(int hop) {
        boolean refused = hop % 10 == 0;
        return new RunReport.RowEntry(
                hop / SAMPLES + 1_000,
                hop % SAMPLES,
                1,
                refused ? RunReport.RowEntry.ERROR : RunReport.RowEntry.OK,
                refused ? null : "raw_quic_acked",
                refused ? (Integer) 504 : null,
                refused ? "timeout" : null,
                refused ? "no acknowledgement in 8000 ms" : null,
                refused ? null : (Integer) 0,
                99_999,
                11,
                8_003);
    }

    @Test
    void fitsAnAnswer() throws WireException {
        RunReport largest = report(PlanLimits.ROW_HOPS);
        assertThat(PlanActions.REPORT
                        .details()
                        .decode(PlanActions.REPORT.details().encode(largest)))
                .isEqualTo(largest);
    }

    @Test
    void aTenthMoreStillFitsSoThatThereIsRoomForRetries() {
        byte[] json = WireJson.compact(Codecs.record(RunReport.class).encode(report(PlanLimits.ROW_HOPS * 11 / 10)));
        assertThat(json.length).isLessThan(PlanLimits.INFLATED_BYTES);
    }
}
