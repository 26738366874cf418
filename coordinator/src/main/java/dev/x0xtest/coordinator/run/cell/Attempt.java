package dev.x0xtest.coordinator.run.cell;

import dev.x0xtest.coordinator.report.CellClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One try of one cell and what both ends said of it, however it was asked for. */
public abstract class Attempt {
    public final Cell cell;
    public final int number;

    @Nullable
    public SenderRecord sender;

    /** Why the destination may have missed the hop; null once it is known to be covered. */
    @Nullable
    public String gap = "it was not asked";

    public CellJudge.@Nullable Judgement judgement;

    public Attempt(Cell cell, int number) {
        this.cell = cell;
        this.number = number;
    }

    /** The hop's id. */
    public abstract String requestId();

    /** All that the receiver said, taken together. */
    public abstract ReceiverRecord receiver(long hopNanos);

    /** Sightings beyond the first. */
    public abstract int duplicates();

    /** Remarks for the report. */
    public abstract List<String> flags();

    /** What the receiver said, as one phrase for the report. */
    public abstract String sighted();

    /** How the command reached the source, as one phrase for the report. */
    public abstract String control();

    public boolean decided() {
        return judgement != null;
    }

    /** Null until it is decided. */
    @Nullable
    public CellClass shows() {
        return judgement == null ? null : judgement.outcome().cellClass();
    }
}
