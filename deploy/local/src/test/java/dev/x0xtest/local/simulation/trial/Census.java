package dev.x0xtest.local.simulation.trial;

import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.local.simulation.trial.draw.FaultClass;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What occurred in many trials: kinds of faults, lines of the table of outcomes, verdicts. */
final class Census {
    private final Map<FaultClass, Integer> faults = new EnumMap<>(FaultClass.class);
    private final Map<String, Integer> lines = new TreeMap<>();
    private final Map<String, Integer> verdicts = new TreeMap<>();
    private int trials;
    private int laterEpochs;

    void add(Trial trial) {
        trials++;
        trial.draw().classes().forEach(one -> faults.merge(one, 1, Integer::sum));
        Report report = trial.report();
        if (report == null) {
            return;
        }
        laterEpochs += report.epochs() > 1 ? 1 : 0;
        verdicts.merge(
                report.ending() == null
                                || report.exitCode().code() == 0
                                || report.exitCode().code() == 1
                                || report.exitCode().code() == 4
                        ? report.verdict().name()
                        : report.ending().cause().label(),
                1,
                Integer::sum);
        report.cells().stream().map(Census::line).distinct().forEach(line -> lines.merge(line, 1, Integer::sum));
    }

    /** The line of the table in docs/glossary.md that decided a pair. */
    private static String line(CellReport cell) {
        String reason = Objects.requireNonNullElse(cell.reason(), "");
        if (cell.outcome() != CellOutcome.UNOBSERVED) {
            return switch (cell.outcome()) {
                case LATE -> "04 LATE";
                case WRONG_PLANE -> "05 WRONG_PLANE";
                case PROVEN -> "06 PROVEN";
                case UNACKED -> "07 UNACKED";
                case CORRUPT -> "08 CORRUPT";
                case IMPOSTOR -> "09 IMPOSTOR";
                case NOT_RUN -> "10 NOT_RUN";
                case REFUSED -> "11 REFUSED";
                case MISSING -> "12 MISSING";
                case UNOBSERVED -> throw new IllegalStateException("handled above");
            };
        }
        if (reason.startsWith("contradiction")) {
            return "01 UNOBSERVED, contradiction";
        }
        if (reason.startsWith("seen, sender")) {
            return "02 UNOBSERVED, sender's record missing";
        }
        if (reason.equals("unverified")) {
            return "03 UNOBSERVED, unverified";
        }
        return reason.startsWith("seen, but nobody can tell") ? "04a UNOBSERVED, untimed" : "13 UNOBSERVED";
    }

    /** The share of trials with this kind of fault. */
    double share(FaultClass one) {
        return (double) faults.getOrDefault(one, 0) / trials;
    }

    /** In how many trials each line of the table decided a pair. */
    Map<String, Integer> lines() {
        return lines;
    }

    /** How many trials ended with each verdict. */
    Map<String, Integer> verdicts() {
        return verdicts;
    }

    int laterEpochs() {
        return laterEpochs;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(trials + " fleets\n");
        for (FaultClass one : FaultClass.values()) {
            text.append(String.format(Locale.ROOT, "  %-10s %4.1f %%%n", one, 100 * share(one)));
        }
        text.append("  lines of the table: ").append(lines).append('\n');
        text.append("  verdicts: ")
                .append(verdicts)
                .append(", with a second epoch: ")
                .append(laterEpochs);
        return text.toString();
    }
}
