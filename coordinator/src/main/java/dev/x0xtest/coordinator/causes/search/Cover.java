package dev.x0xtest.coordinator.causes.search;

import dev.x0xtest.coordinator.causes.cells.Symptom;

/** How a cause touches a cell, and how likely each symptom of the cell is then. */
public enum Cover {
    /** Nothing gets from the source to the destination. */
    FORWARD(p().works(0.02).failed(0.90).unanswered(0.05).strange(0.02)),
    /**
     * Nothing gets from the destination to the source, so neither do acknowledgements. x0xd may give the whole connection
     * up.
     */
    BACK(p().works(0.005).failed(0.45).unanswered(0.46).strange(0.01)),
    /** The destination takes nothing from the source. */
    SWALLOW(p().works(0.02)
            .failed(0.03)
            .swallowed(0.85)
            .unanswered(0.03)
            .taken(0.05)
            .strange(0.01)),
    /** The source sends nothing to the destination. */
    FORBID(p().works(0.02)
            .failed(0.02)
            .swallowed(0.01)
            .unanswered(0.01)
            .forbidden(0.92)
            .strange(0.01)),
    /** The source has not heard of the destination. */
    STRANGE(p().works(0.05).failed(0.03).swallowed(0.01).unanswered(0.01).strange(0.89)),
    /** Two daemons answer to one identity: what arrives where is chance. */
    CLASH(p().works(0.40)
            .failed(0.10)
            .swallowed(0.23)
            .unanswered(0.10)
            .taken(0.05)
            .forbidden(0.01)
            .strange(0.10)),
    /** The destination's daemon takes what comes, and no runner is there to see it. */
    UNSEEN(p().works(0.01)
            .failed(0.03)
            .swallowed(0.02)
            .unanswered(0.01)
            .taken(0.90)
            .strange(0.01)),
    /** What a runner sent arrives; the runner is not there to say so. */
    UNTOLD(p().works(0.02).failed(0.02).swallowed(0.01).unanswered(0.01).seen(0.90)),
    /** Its daemon was away for a while. */
    AWAY(p().works(0.20)
            .late(0.15)
            .flaky(0.15)
            .failed(0.25)
            .swallowed(0.13)
            .unanswered(0.15)
            .taken(0.12)
            .seen(0.10)
            .strange(0.05)),
    /** The destination's daemon throws events away before its runner reads them. */
    LOST(p().works(0.30).failed(0.05).swallowed(0.30).unanswered(0.05).taken(0.25)),
    /** Packets are lost: some messages arrive late, and some not at all. */
    LOSSY(p().works(0.55)
            .late(0.20)
            .flaky(0.20)
            .failed(0.20)
            .unanswered(0.15)
            .taken(0.05)
            .seen(0.05)),
    /** Another way than the plane's is taken. */
    DETOUR(p().works(0.03).failed(0.40).unanswered(0.05).strange(0.02).detoured(0.48));

    /** A broken network makes no daemon speak of its policy. */
    private static final double NEVER = 1e-5;

    /** How often an attempt fails although nothing is wrong: x0xd itself has tried for seconds by then. */
    private static final double BENIGN = 2e-4;
    /** However often a cell was tried: a short disturbance can last for all attempts. */
    private static final double LEAST = 1e-5;
    /** As often as with most causes: that a witness is missing speaks neither for one nor against it. */
    private static final double HALF_KNOWN = 0.01;

    /** How often a daemon says without a cause that its policy is against a hop. */
    private static final double POLICY = 1e-4;
    /** How often the daemon of a node takes a message while its runner happens to be silent. */
    private static final double PROBED = 2e-3;

    // The logarithm of the likelihood of each symptom: the cells of a large fleet ask for them millions of times.
    private final double works;
    private final double late;
    private final double flaky;
    private final double failed;
    private final double swallowed;
    private final double unanswered;
    private final double taken;
    private final double seen;
    private final double forbidden;
    private final double strange;
    private final double detoured;

    Cover(Odds odds) {
        this.works = Math.log(odds.works);
        this.late = Math.log(odds.late < 0 ? HALF_KNOWN * odds.works : odds.late);
        this.flaky = Math.log(odds.flaky);
        this.failed = Math.log(odds.failed);
        this.swallowed = Math.log(odds.swallowed);
        this.unanswered = Math.log(odds.unanswered);
        this.taken = Math.log(odds.taken);
        this.seen = Math.log(odds.seen);
        this.forbidden = Math.log(odds.forbidden);
        this.strange = Math.log(odds.strange);
        this.detoured = Math.log(odds.detoured);
    }

    private static Odds p() {
        return new Odds();
    }

    /** The logarithm of the likelihood; zero for a cell of which nothing is known. */
    public double logLikelihood(Symptom symptom) {
        return switch (symptom) {
            case WORKS -> works;
            case LATE -> late;
            case FLAKY -> flaky;
            case FAILED -> failed;
            case SWALLOWED -> swallowed;
            case UNANSWERED -> unanswered;
            case TAKEN -> taken;
            case SEEN -> seen;
            case FORBIDDEN -> forbidden;
            case STRANGE -> strange;
            case DETOURED -> detoured;
            case UNKNOWN -> 0;
        };
    }

    /** Whether most messages do not arrive because of it. */
    boolean breaks() {
        return works < Math.log(0.5);
    }

    /** Whether messages come late because of it. */
    boolean delays() {
        return late > Math.log(HALF_KNOWN);
    }

    /**
     * The same for a cell that no cause touches.
     *
     * @param probed whether only a message says something of it that was sent to find out
     */
    public static double benign(Symptom symptom, int attempts, boolean probed) {
        double failing = Math.max(LEAST, Math.pow(BENIGN, Math.max(1, attempts)));
        return switch (symptom) {
            case UNKNOWN -> 0;
            case WORKS -> Math.log(1 - failing);
            case TAKEN -> Math.log(probed ? PROBED : HALF_KNOWN);
            case LATE, SEEN, FLAKY -> Math.log(HALF_KNOWN);
            case FAILED -> Math.log(failing);
            case UNANSWERED, STRANGE, DETOURED -> Math.log(failing / 2);
            case SWALLOWED, FORBIDDEN -> Math.log(POLICY);
        };
    }

    /** The likelihood of each symptom; what is not given is as good as impossible, or says nothing. */
    private static final class Odds {
        private double works = NEVER;
        /** Below 0: as seldom among those that work as where nothing is wrong. */
        private double late = -1;

        private double flaky = HALF_KNOWN;
        private double failed = NEVER;
        private double swallowed = NEVER;
        private double unanswered = NEVER;
        private double taken = HALF_KNOWN;
        private double seen = HALF_KNOWN;
        private double forbidden = NEVER;
        private double strange = NEVER;
        private double detoured = NEVER;

        Odds works(double value) {
            works = value;
            return this;
        }

        Odds late(double value) {
            late = value;
            return this;
        }

        Odds flaky(double value) {
            flaky = value;
            return this;
        }

        Odds failed(double value) {
            failed = value;
            return this;
        }

        Odds swallowed(double value) {
            swallowed = value;
            return this;
        }

        Odds unanswered(double value) {
            unanswered = value;
            return this;
        }

        Odds taken(double value) {
            taken = value;
            return this;
        }

        Odds seen(double value) {
            seen = value;
            return this;
        }

        Odds forbidden(double value) {
            forbidden = value;
            return this;
        }

        Odds strange(double value) {
            strange = value;
            return this;
        }

        Odds detoured(double value) {
            detoured = value;
            return this;
        }
    }
}
