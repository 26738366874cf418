package dev.x0xtest.coordinator.diff;

import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.wire.NodeLabel;
import java.util.Map;

/** One pair that is not proven throughout in both runs. */
public record PairChange(Kind kind, NodeLabel src, NodeLabel dst, Side before, Side after) {
    /** What became of a pair. */
    public enum Kind {
        /** Its class is worse than before: proven is best, then unobserved, then refuted. */
        NEW("worse than before"),
        /** Proven, and was not. */
        FIXED("proven now"),
        /** Not proven in either run, and not worse. */
        STILL("not proven in either run"),
        /** Some of its samples are proven and some refuted, in one run at least, and the share has not moved beyond chance. */
        FLAPPING("some samples are proven and some refuted; no change beyond chance is shown");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }

        /** For a heading: a short phrase without a full stop. */
        public String meaning() {
            return meaning;
        }
    }

    /**
     * A pair in one of the runs.
     *
     * @param title the outcome with its code, in which a daemon may say anything
     * @param proven samples that are proven
     * @param refuted samples that are refuted
     * @param samples all of them
     */
    public record Side(CellOutcome outcome, String title, int proven, int refuted, int samples) {
        static Side of(CellReport cell) {
            Map<CellOutcome, Integer> ends = cell.samples().isEmpty() ? Map.of(cell.outcome(), 1) : cell.samples();
            int proven = 0;
            int refuted = 0;
            int samples = 0;
            for (Map.Entry<CellOutcome, Integer> end : ends.entrySet()) {
                samples += end.getValue();
                proven += end.getKey().cellClass() == CellClass.PROVEN ? end.getValue() : 0;
                refuted += end.getKey().cellClass() == CellClass.REFUTED ? end.getValue() : 0;
            }
            return new Side(cell.outcome(), cell.title(), proven, refuted, samples);
        }

        boolean isProven() {
            return outcome.cellClass() == CellClass.PROVEN;
        }

        /** Whether its samples ended both ways. */
        boolean mixed() {
            return proven > 0 && refuted > 0;
        }

        /** Samples with a definite end. */
        int decided() {
            return proven + refuted;
        }

        /** The higher, the worse. */
        int severity() {
            return switch (outcome.cellClass()) {
                case PROVEN -> 0;
                case UNOBSERVED -> 1;
                case REFUTED -> 2;
            };
        }
    }
}
