package dev.x0xtest.coordinator.run.plans.epoch;

import dev.x0xtest.coordinator.run.cell.Attempt;
import dev.x0xtest.coordinator.run.cell.Cell;
import dev.x0xtest.coordinator.run.cell.ReceiverRecord;
import dev.x0xtest.coordinator.run.cell.SenderRecord;
import dev.x0xtest.wire.plan.HopId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attempt by the plan path: both records are entries of the runners' reports. */
public final class PlannedAttempt extends Attempt {
    private final PlannedNode from;
    private final PlannedNode to;
    private final int sample;
    private final ReceiverRecord receiver;
    private final Arrivals arrivals;

    /** {@code sample} is its number in the plan; {@code gap} says why the destination may have missed the hop; null: it is covered. */
    PlannedAttempt(
            Cell cell,
            int sample,
            PlannedNode from,
            PlannedNode to,
            SenderRecord sender,
            ReceiverRecord receiver,
            Arrivals arrivals,
            @Nullable String gap) {
        super(cell, 1, sender, gap);
        this.from = from;
        this.to = to;
        this.sample = sample;
        this.receiver = receiver;
        this.arrivals = arrivals;
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
    public int duplicates() {
        return arrivals.duplicates();
    }

    @Override
    public List<String> flags() {
        return arrivals.flags();
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
