package dev.x0xtest.serve.schedule;

import dev.x0xtest.cli.Printable;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.serve.schedule.harm.Harm;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a run ended.
 *
 * @param number of its {@link Decision.Start}
 * @param text for people: whose run the runners were busy with, or what failed; empty where it is done
 * @param hops that were sent: attempts of all cells
 * @param control other messages: {@code Totals.controlDms}
 */
public record RunEnd(long number, Outcome outcome, String text, long hops, long control, Harm harm) {
    /** What became of it. */
    public enum Outcome {
        /** It has a report that judges its pairs, whatever the verdict. */
        DONE,
        /** The runners were busy with another coordinator's run. */
        BUSY,
        /** No anchor could be used. */
        ANCHOR,
        /** A fault of ours, or an interruption. */
        FAILED
    }

    private static final Pattern BUSY = Pattern.compile(
            "busy with run ([0-9a-f]{8})[0-9a-f]*(?: of coordinator ([0-9a-f]{8})[0-9a-f]*)?(?: since ([0-9TZ:-]{1,30}))?");

    /**
     * The end of a run that has a report. It was busy if no pair was observed and a runner said with whose run it was busy; a run
     * with pairs that were observed is done, whoever was busy.
     */
    public static RunEnd of(long number, Report report, Harm harm) {
        long hops = report.cells().stream().mapToLong(CellReport::attempts).sum();
        int control = report.totals().controlDms();
        Ending ending = report.ending();
        Outcome outcome = ending == null ? Outcome.DONE : outcome(ending.cause());
        String text = outcome == Outcome.DONE || ending == null ? "" : Printable.text(ending.reason());
        if (outcome == Outcome.DONE
                && report.totals().unobserved() == report.totals().pairs()) {
            Optional<String> whose = report.roster().stream()
                    .flatMap(entry -> whose(entry.state()).stream())
                    .findFirst();
            if (whose.isPresent()) {
                outcome = Outcome.BUSY;
                text = whose.get();
            }
        }
        return new RunEnd(number, outcome, text, hops, control, harm);
    }

    private static Outcome outcome(Ending.Cause cause) {
        return switch (cause) {
            case DEADLINE, TWO_CLAIMANTS, TWO_LABELS -> Outcome.DONE;
            case WRONG_ANCHOR, NO_ANCHOR, ANCHOR_LOST, TOKEN_REFUSED, ENVIRONMENT -> Outcome.ANCHOR;
            case INTERRUPTED, TERMINATED, HUNG_UP, TEST_BED, CANCELLED, SUPERSEDED, CUT, INTERNAL -> Outcome.FAILED;
        };
    }

    /** Whose run a runner is busy with, short; empty: its state does not say that it is. */
    private static Optional<String> whose(String state) {
        Matcher busy = BUSY.matcher(state);
        if (!busy.find()) {
            return Optional.empty();
        }
        String coordinator = busy.group(2) == null ? "" : " of coordinator " + busy.group(2);
        String since = busy.group(3) == null ? "" : " since " + busy.group(3);
        return Optional.of("run " + busy.group(1) + coordinator + since);
    }

    /** A run that was not made, or not to its end, and sent nothing that counts. */
    public static RunEnd without(long number, Outcome outcome, String text) {
        return new RunEnd(number, outcome, text, 0, 0, Harm.NONE);
    }
}
