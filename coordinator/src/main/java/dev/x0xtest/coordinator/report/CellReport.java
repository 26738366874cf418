package dev.x0xtest.coordinator.report;

import dev.x0xtest.coordinator.grade.Tolerance;
import dev.x0xtest.wire.NodeLabel;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One ordered pair of a run and how it ended.
 *
 * @param reason why, in words; null where the outcome says it all
 * @param code the daemon's status or error code, where the outcome has one
 * @param path the {@code path} of the sending daemon's answer; null when it accepted nothing
 * @param samples how its samples ended; empty when it had but one: then {@code outcome} says it
 * @param attempts hops asked for; 0 when the cell was never tried
 * @param sendMs from when the hop was due until the source's daemon had answered, on the source's clock; of several samples that ended alike,
 *     the median
 * @param spread how the times of several samples that were accepted differ; null: there are fewer than four of them
 * @param left when its hops left; null: it is proven, had but one sample, or that is not known
 * @param firstAttemptOk proven without any retry at any level
 * @param duplicates sightings beyond the first
 * @param flags remarks such as {@code unverified}, {@code retried}, {@code intact:length}, {@value #BUSY}
 * @param sizes what became of the messages of each size, ascending; empty when the run had but one size
 */
public record CellReport(
        NodeLabel src,
        NodeLabel dst,
        CellOutcome outcome,
        @Nullable String reason,
        @Nullable String code,
        @Nullable String path,
        Map<CellOutcome, Integer> samples,
        int attempts,
        @Nullable Long sendMs,
        @Nullable Spread spread,
        @Nullable Left left,
        boolean firstAttemptOk,
        int duplicates,
        List<String> flags,
        CellReport.Evidence evidence,
        List<CellReport.Size> sizes) {
    /** The flag of a cell of which a hop was delayed by the host of its own source. */
    public static final String BUSY = "host-busy";

    /**
     * How the times of the samples differ, from when a hop was sent to the answer of the source's daemon.
     *
     * @param leastMs the shortest
     * @param upperMs the upper quartile
     */
    public record Spread(long leastMs, long upperMs) {}

    /**
     * When hops of the pair left, from when its source began to send.
     *
     * @param refusedMs the first of which the source's daemon said an error, after all that arrived; null: there is none
     * @param arrivedMs the last that arrived; null: there is none
     */
    public record Left(@Nullable Long refusedMs, @Nullable Long arrivedMs) {}

    public CellReport {
        sizes = List.copyOf(sizes);
        flags = List.copyOf(flags);
        samples = samples.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(samples));
        if (!samples.isEmpty() && !samples.containsKey(outcome)) {
            throw new IllegalArgumentException("no sample of " + src.text() + " to " + dst.text() + " is " + outcome);
        }
        if (src.equals(dst)) {
            throw new IllegalArgumentException("a cell needs two nodes: " + src.text());
        }
        if (attempts < 0 || duplicates < 0 || (sendMs != null && sendMs < 0)) {
            throw new IllegalArgumentException("negative count in the cell " + src.text() + " to " + dst.text());
        }
        if (firstAttemptOk && outcome != CellOutcome.PROVEN) {
            throw new IllegalArgumentException(
                    "first attempt counted for " + outcome + ": " + src.text() + " to " + dst.text());
        }
    }

    /** A cell of one size, and of too few samples for a spread. */
    public CellReport(
            NodeLabel src,
            NodeLabel dst,
            CellOutcome outcome,
            @Nullable String reason,
            @Nullable String code,
            @Nullable String path,
            Map<CellOutcome, Integer> samples,
            int attempts,
            @Nullable Long sendMs,
            boolean firstAttemptOk,
            int duplicates,
            List<String> flags,
            CellReport.Evidence evidence) {
        this(
                src,
                dst,
                outcome,
                reason,
                code,
                path,
                samples,
                attempts,
                sendMs,
                null,
                null,
                firstAttemptOk,
                duplicates,
                flags,
                evidence,
                List.of());
    }

    /** This cell with what became of the messages of each size. */
    public CellReport sized(List<Size> each) {
        return new CellReport(
                src,
                dst,
                outcome,
                reason,
                code,
                path,
                samples,
                attempts,
                sendMs,
                spread,
                left,
                firstAttemptOk,
                duplicates,
                flags,
                evidence,
                each);
    }

    /**
     * Between which two sizes the pair stops working. Null unless some size works, no larger one does, no smaller one does
     * not, and at least one larger one was refuted.
     */
    @Nullable
    public Threshold threshold() {
        int works = 0;
        int above = 0;
        boolean gap = false;
        for (Size size : sizes) {
            if (size.proven() > 0) {
                if (gap) {
                    return null;
                }
                works = size.bytes();
            } else {
                gap = true;
                above = above == 0 && size.refuted() > 0 ? size.bytes() : above;
            }
        }
        return works == 0 || above == 0 ? null : new Threshold(works, above);
    }

    /** A cell that was never tried. */
    public static CellReport notRun(NodeLabel src, NodeLabel dst, String reason) {
        return new CellReport(
                src,
                dst,
                CellOutcome.NOT_RUN,
                reason,
                null,
                null,
                Map.of(),
                0,
                null,
                false,
                0,
                List.of(),
                Evidence.NONE);
    }

    /** This cell with its evidence, refuted by nothing that counts. */
    public CellReport unobserved(String why) {
        return new CellReport(
                src,
                dst,
                CellOutcome.UNOBSERVED,
                why,
                null,
                path,
                Map.of(),
                attempts,
                sendMs,
                spread,
                left,
                false,
                duplicates,
                flags,
                evidence,
                sizes);
    }

    /** This cell in a run that ended so. A test bed that has failed can make any pair look broken. */
    public CellReport under(@Nullable Ending ending) {
        return ending != null && ending.cause() == Ending.Cause.TEST_BED && outcome.cellClass() == CellClass.REFUTED
                ? unobserved(ending.reason())
                : this;
    }

    public boolean proven() {
        return outcome == CellOutcome.PROVEN;
    }

    /** How many of its samples ended in an outcome of this class. */
    public int samples(CellClass wanted) {
        if (samples.isEmpty()) {
            return outcome.cellClass() == wanted ? 1 : 0;
        }
        int count = 0;
        for (Map.Entry<CellOutcome, Integer> sample : samples.entrySet()) {
            count += sample.getKey().cellClass() == wanted ? sample.getValue() : 0;
        }
        return count;
    }

    /**
     * What the cell is for the verdict: its class, but of a refuted cell whose loss is tolerated PROVEN, and UNOBSERVED where
     * nobody can tell. Only losses are tolerated, and only of a cell of which every sample was observed.
     *
     * @param tolerance null: no loss is tolerated
     */
    public CellClass counts(@Nullable Tolerance tolerance) {
        if (tolerance == null
                || outcome.cellClass() != CellClass.REFUTED
                || samples.keySet().stream()
                        .anyMatch(sample -> sample.cellClass() == CellClass.REFUTED && !sample.isLoss())) {
            return outcome.cellClass();
        }
        int lost = samples(CellClass.REFUTED);
        return switch (tolerance.ruling(lost + samples(CellClass.PROVEN), lost)) {
            case EXCEEDED -> CellClass.REFUTED;
            case UNDECIDED -> CellClass.UNOBSERVED;
            case TOLERATED -> samples(CellClass.UNOBSERVED) == 0 ? CellClass.PROVEN : CellClass.UNOBSERVED;
        };
    }

    /** The outcome with its code, as people and logs name it: {@code REFUSED(403 blocked)}. */
    public String title() {
        return code == null ? outcome.name() : outcome.name() + "(" + code + ")";
    }

    /**
     * The messages of one size of a pair.
     *
     * @param bytes random bytes in each
     * @param sent samples of which a message was sent
     * @param unobserved samples that are unobserved, also because nothing was sent
     */
    public record Size(int bytes, int sent, int proven, int refuted, int unobserved) {
        public Size {
            if (bytes < 1 || sent < 0 || proven < 0 || refuted < 0 || unobserved < 0) {
                throw new IllegalArgumentException("no count of messages of " + bytes + " bytes");
            }
        }
    }

    /** The largest size that works and the smallest above it that is refuted, in bytes. */
    public record Threshold(int worksBytes, int aboveBytes) {}

    /**
     * What the witnesses of a cell said, one phrase each; an empty phrase means that there is nothing to say.
     *
     * @param sender the source's record
     * @param receiver the destination's sightings
     * @param coverage {@code covered}, {@code not needed} where the outcome does not rest on it, or why the destination may
     *     have missed the hop
     * @param control how the command reached the source's runner; never blamed on the pair
     * @param requestIds the hops that were sent, for the daemons' logs
     */
    public record Evidence(String sender, String receiver, String coverage, String control, List<String> requestIds) {
        public static final String COVERED = "covered";
        public static final String NOT_NEEDED = "not needed";
        /** Begins the phrase of a source whose daemon accepted the hop. */
        public static final String OK = "ok by ";

        /** Begins the phrase of a source that did not send the hop. */
        public static final String NOT_ATTEMPTED = "not attempted: ";

        /** Begins the phrase of a source whose daemon was told an error. */
        public static final String ERROR = "error ";

        /** Stands between the error and how long it took. */
        public static final String AFTER = " after ";

        /** Begins the phrase of a destination that saw the hop. */
        public static final String SAW = "saw it";

        /** The same, where only its daemon's history shows it. */
        public static final String FOUND = "found it in the history of its x0xd";

        static final Evidence NONE = new Evidence("", "", "", "", List.of());

        public Evidence {
            requestIds = List.copyOf(requestIds);
        }

        /** Whether the source has said how the hop went: that it was accepted, or refused. */
        public boolean told() {
            return toldError() || sender.startsWith(OK) || sender.startsWith(NOT_ATTEMPTED);
        }

        /** Whether the source's daemon was told an error. */
        public boolean toldError() {
            return sender.startsWith(ERROR);
        }

        /** The error that the source's daemon was told, without the time that it took; empty: none. */
        public String error() {
            int end = sender.lastIndexOf(AFTER);
            return toldError() ? sender.substring(ERROR.length(), end < 0 ? sender.length() : end) : "";
        }

        /** Whether the destination saw the hop, as it was sent. */
        public boolean seen() {
            return receiver.startsWith(SAW) || receiver.startsWith(FOUND);
        }

        /** Whether the destination may have missed the hop, and the outcome rests on that. */
        public boolean uncovered() {
            return !coverage.equals(COVERED) && !coverage.equals(NOT_NEEDED);
        }
    }
}
