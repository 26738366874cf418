package dev.x0xtest.coordinator.report;

/** How a cell ends; exactly one per cell. The table is in docs/glossary.md, "Outcome of a cell". */
public enum CellOutcome {
    PROVEN('p', CellClass.PROVEN, "proven"),
    LATE('L', CellClass.REFUTED, "arrived after the hop deadline"),
    WRONG_PLANE('W', CellClass.REFUTED, "arrived by another path than the plane asks for"),
    UNACKED('A', CellClass.REFUTED, "arrived, but the sender got an error"),
    CORRUPT('C', CellClass.REFUTED, "arrived only with other bytes than were sent"),
    IMPOSTOR('I', CellClass.REFUTED, "arrived only from another identity"),
    REFUSED('R', CellClass.REFUTED, "the sender's daemon refused or failed to send"),
    MISSING('M', CellClass.REFUTED, "accepted by the sender's daemon, never seen by a receiver that was watching"),
    NOT_RUN('N', CellClass.UNOBSERVED, "never tried"),
    UNOBSERVED('U', CellClass.UNOBSERVED, "tried, a witness is missing");

    private final char letter;
    private final CellClass cellClass;
    private final String meaning;

    CellOutcome(char letter, CellClass cellClass, String meaning) {
        this.letter = letter;
        this.cellClass = cellClass;
        this.meaning = meaning;
    }

    /** Its letter in the heat map, distinct, ASCII. Only proven is lower case, so that the rest stands out. */
    public char letter() {
        return letter;
    }

    public CellClass cellClass() {
        return cellClass;
    }

    /** Whether a message, or its acknowledgement, that was lost or slow on its way can end so. */
    public boolean isLoss() {
        return switch (this) {
            case LATE, UNACKED, REFUSED, MISSING -> true;
            case PROVEN, WRONG_PLANE, CORRUPT, IMPOSTOR, NOT_RUN, UNOBSERVED -> false;
        };
    }

    /** For a legend: a short phrase without a full stop. */
    public String meaning() {
        return meaning;
    }
}
