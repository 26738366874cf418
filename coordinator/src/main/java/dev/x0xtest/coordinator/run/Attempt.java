package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.report.CellClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One try of one cell and what both ends said of it, however it was asked for. */
abstract class Attempt {
    final Cell cell;
    final int number;

    @Nullable
    SenderRecord sender;

    /** Why the destination may have missed the hop; null once it is known to be covered. */
    @Nullable
    String gap = "it was not asked";

    CellJudge.@Nullable Judgement judgement;

    Attempt(Cell cell, int number) {
        this.cell = cell;
        this.number = number;
    }

    /** The hop's id. */
    abstract String requestId();

    /** All that the receiver said, taken together. */
    abstract ReceiverRecord receiver(long hopNanos);

    /** Sightings beyond the first. */
    abstract int duplicates();

    /** Remarks for the report. */
    abstract List<String> flags();

    /** What the receiver said, as one phrase for the report. */
    abstract String sighted();

    /** How the command reached the source, as one phrase for the report. */
    abstract String control();

    boolean decided() {
        return judgement != null;
    }

    /** Null until it is decided. */
    @Nullable
    CellClass shows() {
        return judgement == null ? null : judgement.outcome().cellClass();
    }
}
