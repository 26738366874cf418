package dev.x0xtest.coordinator.run.plans.epoch;

import dev.x0xtest.coordinator.latency.HopTimes;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.run.cell.Attempt;
import dev.x0xtest.coordinator.run.cell.Cell;
import dev.x0xtest.coordinator.run.cell.ReceiverRecord;
import dev.x0xtest.coordinator.run.cell.SenderRecord;
import dev.x0xtest.wire.plan.HopId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An attempt by the plan path: both records are entries of the runners' reports. */
public final class PlannedAttempt extends Attempt {
    private final PlannedNode from;
    private final PlannedNode to;
    private final int sample;
    private final ReceiverRecord receiver;
    private final Arrivals arrivals;
    private final boolean tainted;

    /**
     * One hop of a plan.
     *
     * @param sample its number in the plan
     * @param gap why the destination may have missed the hop; null: it is covered
     * @param tainted whether the source's own host kept it from sending in time
     */
    PlannedAttempt(
            Cell cell,
            int sample,
            PlannedNode from,
            PlannedNode to,
            SenderRecord sender,
            ReceiverRecord receiver,
            Arrivals arrivals,
            @Nullable String gap,
            boolean tainted) {
        super(cell, 1, sender, gap);
        this.from = from;
        this.to = to;
        this.sample = sample;
        this.receiver = receiver;
        this.arrivals = arrivals;
        this.tainted = tainted;
    }

    @Override
    public String requestId() {
        return new HopId(from.run(), from.index(), to.index(), sample, 1).text();
    }

    @Override
    public ReceiverRecord receiver(long hopNanos) {
        return receiver;
    }

    @Override
    public HopTimes times() {
        NodeReport sent = from.report();
        return sent == null ? HopTimes.NONE : sent.times(to.report(), to.index(), sample);
    }

    @Override
    public int duplicates() {
        return arrivals.duplicates();
    }

    @Override
    public List<String> flags() {
        return tainted
                ? Stream.concat(arrivals.flags().stream(), Stream.of(CellReport.BUSY))
                        .toList()
                : arrivals.flags();
    }

    @Override
    public String sighted() {
        return arrivals.phrase();
    }

    @Override
    public String control() {
        return from.control();
    }
}
