package dev.x0xtest.coordinator.causes;

/** How a cause touches a cell, and how likely each symptom of the cell is then. */
enum Cover {
    /** Nothing gets from the source to the destination. */
    FORWARD(0.02, 0.90, Cover.NEVER, 0.05, 0.01, Cover.NEVER, 0.02),
    /**
     * Nothing gets from the destination to the source, so neither do acknowledgements. x0xd may give the whole connection
     * up.
     */
    BACK(0.05, 0.45, Cover.NEVER, 0.46, 0.03, Cover.NEVER, 0.01),
    /** The destination takes nothing from the source. */
    SWALLOW(0.02, 0.03, 0.90, 0.03, 0.01, Cover.NEVER, 0.01),
    /** The source sends nothing to the destination. */
    FORBID(0.02, 0.02, 0.01, 0.01, 0.01, 0.92, 0.01),
    /** The source has not heard of the destination. */
    STRANGE(0.05, 0.03, 0.01, 0.01, 0.01, Cover.NEVER, 0.89),
    /** Two daemons answer to one identity: what arrives where is chance. */
    CLASH(0.25, 0.20, 0.30, 0.10, 0.02, 0.01, 0.12);

    /** A broken network makes no daemon speak of its policy. */
    private static final double NEVER = 1e-5;

    /** How often an attempt fails although nothing is wrong: x0xd itself has tried for seconds by then. */
    private static final double BENIGN = 2e-4;
    /** However often a cell was tried: a short disturbance can last for all attempts. */
    private static final double LEAST = 1e-5;
    /** As often as with any cause: that a hop was seen speaks neither for one nor against it. */
    private static final double SEEN = 0.01;

    /** How often a daemon says without a cause that its policy is against a hop. */
    private static final double POLICY = 1e-4;

    private final double works;
    private final double failed;
    private final double swallowed;
    private final double unanswered;
    private final double arrived;
    private final double forbidden;
    private final double strange;

    Cover(
            double works,
            double failed,
            double swallowed,
            double unanswered,
            double arrived,
            double forbidden,
            double strange) {
        this.works = works;
        this.failed = failed;
        this.swallowed = swallowed;
        this.unanswered = unanswered;
        this.arrived = arrived;
        this.forbidden = forbidden;
        this.strange = strange;
    }

    /** The logarithm of the likelihood; zero for a cell of which nothing is known. */
    double logLikelihood(Symptom symptom) {
        return Math.log(
                switch (symptom) {
                    case WORKS -> works;
                    case FAILED -> failed;
                    case SWALLOWED -> swallowed;
                    case UNANSWERED -> unanswered;
                    case ARRIVED -> arrived;
                    case FORBIDDEN -> forbidden;
                    case STRANGE -> strange;
                    case UNKNOWN -> 1;
                });
    }

    /** The same for a cell that no cause touches and that was tried so often. */
    static double benign(Symptom symptom, int attempts) {
        double failing = Math.max(LEAST, Math.pow(BENIGN, Math.max(1, attempts)));
        return switch (symptom) {
            case UNKNOWN -> 0;
            case WORKS -> Math.log(1 - failing);
            case ARRIVED -> Math.log(SEEN);
            case FAILED -> Math.log(failing);
            case UNANSWERED, STRANGE -> Math.log(failing / 2);
            case SWALLOWED, FORBIDDEN -> Math.log(POLICY);
        };
    }
}
