package dev.x0xtest.coordinator.run.cell;

import dev.x0xtest.coordinator.latency.HopTimes;
import dev.x0xtest.coordinator.report.CellClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One try of one cell: what the sender says, what the receiver says, and the judgement. The per-pair path and the plan path
 * each have a subclass. It is judged once.
 */
public abstract class Attempt {
    private final Cell cell;
    private final int number;
    private @Nullable SenderRecord sender;
    private @Nullable String gap;
    private CellJudge.@Nullable Judgement judgement;

    /**
     * A try that is not judged yet.
     *
     * @param number from 1
     * @param sender null: no record yet
     * @param gap why the destination may have missed the hop; null: it is covered
     */
    protected Attempt(Cell cell, int number, @Nullable SenderRecord sender, @Nullable String gap) {
        this.cell = cell;
        this.number = number;
        this.sender = sender;
        this.gap = gap;
    }

    /** The hop's id. */
    public abstract String requestId();

    /**
     * All that the receiver said, taken together.
     *
     * @param hopNanos how long a hop may take
     */
    public abstract ReceiverRecord receiver(long hopNanos);

    /** Sightings beyond the first. */
    public abstract int duplicates();

    /** Remarks for the report. */
    public abstract List<String> flags();

    /** What the receiver said, as one phrase for the report. */
    public abstract String sighted();

    /** What is known of the times of its hop. Of a hop without a plan that is how long the answer took, in whole ms. */
    public HopTimes times() {
        return sender instanceof SenderRecord.Accepted accepted
                ? new HopTimes(null, accepted.answerMs() * 1_000, null, null)
                : HopTimes.NONE;
    }

    /** How the command reached the source, as one phrase for the report. */
    public abstract String control();

    /** The sender's record came; a later record replaces it. */
    protected final void senderSays(SenderRecord record) {
        sender = record;
    }

    /** What is known now of the destination's coverage; null: it would have seen the hop. */
    protected final void coverage(@Nullable String missing) {
        gap = missing;
    }

    /** The one judgement of this try. */
    public final void judged(CellJudge.Judgement verdict) {
        if (judgement != null) {
            throw new IllegalStateException("attempt " + requestId() + " is judged already");
        }
        judgement = verdict;
    }

    public Cell cell() {
        return cell;
    }

    /** Counts the tries of its cell, from 1. */
    public int number() {
        return number;
    }

    /** Null until it is known. */
    @Nullable
    public SenderRecord sender() {
        return sender;
    }

    /** Why the destination may have missed the hop; null: it would have seen it. */
    @Nullable
    public String gap() {
        return gap;
    }

    /** Null until it is judged. */
    CellJudge.@Nullable Judgement judgement() {
        return judgement;
    }

    /** Whether it is judged. */
    public boolean decided() {
        return judgement != null;
    }

    /** Null until it is judged. */
    @Nullable
    public CellClass shows() {
        return judgement == null ? null : judgement.outcome().cellClass();
    }
}
