package dev.x0xtest.coordinator.render;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.TextWrap;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.coordinator.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The causes of an earlier run for a person. */
public final class DiagnosisText {
    private static final int MOST_PAIRS = 20;

    private DiagnosisText() {}

    /** Lines without line ends. */
    public static List<String> lines(Judged judged, Console console) {
        Report report = judged.report();
        Causes causes = judged.causes();
        List<String> lines = new ArrayList<>();
        int pairs = report.totals().pairs();
        int open = pairs - report.totals().proven();
        lines.add(heading(causes, pairs, open));
        lines.addAll(new CauseCards(report, console).lines(causes.list()));
        List<Pair> rest = causes.unexplained();
        if (!rest.isEmpty()) {
            lines.add("  not explained: "
                    + rest.stream()
                            .limit(MOST_PAIRS)
                            .map(pair -> pair.src().text() + " " + console.arrow() + " "
                                    + pair.dst().text())
                            .collect(Collectors.joining(", "))
                    + (rest.size() > MOST_PAIRS ? " and " + (rest.size() - MOST_PAIRS) + " more" : "")
                    + "; x0xtest report shows what is known of them");
        }
        return lines.stream()
                .flatMap(line -> (console.live() ? TextWrap.line(line, console.width()) : List.of(line)).stream())
                .toList();
    }

    private static String heading(Causes causes, int pairs, int open) {
        String some = open + " of " + pairs + " pairs";
        return switch (causes.status()) {
            case NONE -> "nothing is wrong: all " + pairs + " pairs are proven";
            case NAMED ->
                open == 0 ? "all " + pairs + " pairs are proven; worth knowing" : "why " + some + " are not proven";
            case UNDECIDED -> "why " + some + " may not be proven; another cause is nearly as likely";
            case NO_COMMON_CAUSE -> "nothing that they have in common says why " + some + " are not proven";
        };
    }
}
