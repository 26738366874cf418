package dev.x0xtest.serve.incident;

import dev.x0xtest.coordinator.causes.Cause;
import java.time.Duration;

/**
 * When a cause becomes an incident, and which incidents people are told of.
 *
 * @param failing in how many rounds of the last {@code rounds} a cause must be seen before its incident opens
 * @param rounds so many; after as many rounds without a failure an incident is cleared
 * @param repeat how long after the last alert an open incident is told again
 * @param pages the least severity of which people are told
 * @param fleet name of the fleet, for alerts
 * @param pageBase begins the address of an incident's page; empty: there are none
 */
public record IncidentRules(
        int failing, int rounds, Duration repeat, Cause.Severity pages, String fleet, String pageBase) {
    /** Rounds that a rule may look at. */
    public static final int MOST_ROUNDS = 20;

    /** Hops of each pair of a focused run. */
    public static final int FOCUS_SAMPLES = 20;

    /** Hops of a whole focused run. */
    public static final int FOCUS_HOPS = 400;

    /** So many intervals without a judged run are blindness. */
    public static final int BLIND_INTERVALS = 3;

    public IncidentRules {
        if (failing < 1 || rounds < failing || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException(
                    failing + "/" + rounds + " is no rule such as 2/3: F of T rounds, 1 to " + MOST_ROUNDS);
        }
        if (repeat.isNegative() || repeat.isZero()) {
            throw new IllegalArgumentException("alerts cannot be repeated every " + repeat);
        }
    }

    /** Two of three rounds, repeated daily, for red causes only. */
    public static IncidentRules defaults(String fleet) {
        return new IncidentRules(2, 3, Duration.ofHours(24), Cause.Severity.RED, fleet, "");
    }

    /** The rounds of {@code 2/3}, such as a person writes. */
    public IncidentRules after(String text) {
        int slash = text.indexOf('/');
        try {
            return new IncidentRules(
                    Integer.parseInt(text.substring(0, Math.max(0, slash)).strip()),
                    Integer.parseInt(text.substring(slash + 1).strip()),
                    repeat,
                    pages,
                    fleet,
                    pageBase);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not F/T such as 2/3", e);
        }
    }

    /** Whether people are told of this severity. */
    boolean pages(String severity) {
        for (Cause.Severity one : Cause.Severity.values()) {
            if (one.label().equals(severity)) {
                return one.compareTo(pages) <= 0;
            }
        }
        return false;
    }
}
