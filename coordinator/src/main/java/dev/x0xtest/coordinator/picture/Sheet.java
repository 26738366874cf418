package dev.x0xtest.coordinator.picture;

import dev.x0xtest.coordinator.causes.Cause;
import dev.x0xtest.coordinator.causes.CauseWords;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.Totals;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What all pictures of one report show.
 *
 * @param causes what is wrong
 */
public record Sheet(Report report, Causes causes, Matrix matrix) {
    /** Up to so many nodes, each cell is drawn with its letters. */
    public static final int MOST_LETTERED = 60;

    /** The sheet of a report; takes as long as finding its causes, if nobody has found them before. */
    public static Sheet of(Judged judged) {
        return of(judged.report(), judged.causes());
    }

    /** The sheet of a report whose causes are known. */
    public static Sheet of(Report report, Causes causes) {
        Set<NodeLabel> slow = causes.list().stream()
                .filter(cause -> cause.kind() == CauseKind.SLOW)
                .flatMap(cause -> cause.subject().nodes().stream())
                .collect(Collectors.toSet());
        return new Sheet(report, causes, Matrix.of(report, slow));
    }

    /** Whether the cells are drawn with their letters. */
    public boolean lettered() {
        return matrix.size() <= MOST_LETTERED;
    }

    /** One sentence without a full stop: {@code 28 of 30 pairs proven, 2 refuted, 1 cause}. */
    public String headline() {
        Totals totals = report.totals();
        if (totals.pairs() == 0) {
            return "No pair was measured";
        }
        StringBuilder sentence = new StringBuilder(
                totals.proven() == totals.pairs()
                        ? "All " + count(totals.pairs()) + pairs() + " proven"
                        : count(totals.proven()) + " of " + count(totals.pairs()) + pairs() + " proven");
        if (report.scope().isSparse()) {
            sentence.append(" (sparse: ")
                    .append(count(totals.pairs()))
                    .append(" of ")
                    .append(count(report.possiblePairs()))
                    .append(" pairs)");
        }
        if (totals.refuted() > 0) {
            sentence.append(", ").append(count(totals.refuted())).append(" refuted");
            if (totals.tolerated() > 0) {
                sentence.append(" (").append(count(totals.tolerated())).append(" with a tolerated loss)");
            }
        }
        if (totals.unobserved() > 0) {
            sentence.append(", ").append(count(totals.unobserved())).append(" unobserved");
        }
        int named = causes.list().size();
        if (named > 0) {
            sentence.append(", ").append(named).append(named == 1 ? " cause" : " causes");
        }
        return sentence.toString();
    }

    private String pairs() {
        return report.scope().isSparse() ? " declared pairs" : " pairs";
    }

    /** How many pairs of the drawn nodes the run did not measure. */
    public int undeclared() {
        return matrix.size() * (matrix.size() - 1) - report.totals().pairs();
    }

    /** What a blank cell means in the legend; no full stop. */
    public String blank() {
        return count(undeclared()) + " not declared: this sparse run does not measure them";
    }

    /** The run in one line: verdict, plane, nodes, and why it was cut short if it was. */
    public String subtitle() {
        Ending ending = report.ending();
        return report.verdict()
                + (ending == null ? "" : ", cut short: " + ending.reason())
                + ", plane "
                + report.plane().label()
                + ", "
                + count(matrix.size())
                + " nodes, run "
                + report.runId().substring(0, Math.min(8, report.runId().length()))
                + (report.origin() == null
                        ? ""
                        : ", " + report.origin().startedAt().replaceFirst("\\.\\d+Z$", "Z"));
    }

    /** What a mark means in the legend; no full stop. */
    public static String meaning(CellOutcome outcome) {
        return switch (outcome.cellClass()) {
            case PROVEN -> "proven";
            case REFUTED -> word(outcome) + " (refuted): " + outcome.meaning();
            // The outcome of this name needs no second word for its class.
            case UNOBSERVED ->
                word(outcome) + (outcome == CellOutcome.UNOBSERVED ? ": " : " (unobserved): ") + outcome.meaning();
        };
    }

    /** What stands above the causes. */
    String causesHeading() {
        return report.totals().proven() == report.totals().pairs() ? "Worth knowing" : "What is wrong";
    }

    /** The causes in a line each, at most so many, and one more that counts the rest. */
    List<String> causeLines(int most) {
        List<String> lines = new ArrayList<>();
        causes.list().stream().limit(most).forEach(cause -> lines.add(CauseWords.text(cause)));
        int left = causes.list().size() - lines.size();
        if (left > 0) {
            lines.add("and " + left + " more");
        }
        return lines;
    }

    /** The outcomes that occur. */
    List<CellOutcome> legend() {
        return report.totals().byOutcome().entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String word(CellOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether some pair is drawn as slow. */
    public boolean anySlow() {
        return causes.list().stream().map(Cause::kind).anyMatch(kind -> kind == CauseKind.SLOW);
    }

    /** A count with commas. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
