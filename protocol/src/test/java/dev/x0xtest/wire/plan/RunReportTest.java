package dev.x0xtest.wire.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.json.Codecs;
import dev.x0xtest.wire.json.WireJson;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunReportTest {
    private static final Attachment ATTACHED = new Attachment(true, 1, 0, 0, 0, 0, 0, 10, 1, 0);

    /** A report of 300 nodes, ten samples each, with long numbers. */
    private static RunReport report(int hops) {
        List<RunReport.RowEntry> row = IntStream.range(0, hops)
                .mapToObj(hop -> new RunReport.RowEntry(
                                hop / 10,
                                hop % 10,
                                1,
                                "ok",
                                "raw_quic_acked",
                                null,
                                null,
                                null,
                                0,
                                100_000,
                                10_000,
                                100_000)
                        .in(999, 999))
                .toList();
        List<RunReport.ColumnEntry> column = IntStream.range(0, hops)
                .mapToObj(hop -> new RunReport.ColumnEntry(
                                hop / 10, hop % 10, 1, "intact", 1, 100_000, true, null, "live")
                        .in(999))
                .toList();
        return new RunReport(
                        "00".repeat(16),
                        1,
                        0,
                        true,
                        true,
                        row,
                        column,
                        ATTACHED,
                        ATTACHED,
                        null,
                        0,
                        0,
                        1,
                        1,
                        4,
                        null,
                        null)
                .wentAt(1_795_248_700_071_000L);
    }

    @Test
    void theMostEntriesWithMicrosecondsFitAReport() {
        RunReport full = report(3_000).fitting();
        assertThat(full.row().get(0).lateUs()).isEqualTo(999);
        byte[] json = WireJson.compact(Codecs.record(RunReport.class).encode(full));
        assertThat(json.length).isLessThan(PlanLimits.INFLATED_BYTES);
    }

    @Test
    void moreEntriesAreToldToTheMillisecond() {
        RunReport larger = report(3_001).fitting();
        assertThat(larger.row()).hasSize(3_001).allMatch(entry -> entry.lateUs() == null && entry.tookUs() == null);
        assertThat(larger.column()).hasSize(3_001).allMatch(entry -> entry.seenUs() == null);
        assertThat(larger.wentAtUs()).isEqualTo(1_795_248_700_071_000L);
    }
}
