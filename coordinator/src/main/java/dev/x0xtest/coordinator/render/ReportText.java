package dev.x0xtest.coordinator.render;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.TextWrap;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.render.map.HeatMap;
import dev.x0xtest.coordinator.report.Report;
import java.util.ArrayList;
import java.util.List;

/** All that a person reads at the end of a run: heat map, what is wrong, verdict. */
public final class ReportText {
    private ReportText() {}

    /** The verdict, or, where the run has none, what ended it; in capitals. */
    public static String word(Report report) {
        return VerdictText.word(report);
    }

    /** How many pairs are proven and how the others ended, without a full stop. */
    public static String sentence(Report report) {
        return VerdictText.sentence(report);
    }

    /**
     * Lines without line ends.
     *
     * @param rest where a reader finds what does not fit, such as a file's name
     */
    public static List<String> lines(Judged judged, Console console, String rest) {
        return lines(judged, console, rest, false);
    }

    /** The same; {@code times}: with the map of latencies in the place of the heat map, and figures below it. */
    public static List<String> lines(Judged judged, Console console, String rest, boolean times) {
        Report report = judged.report();
        List<String> lines =
                new ArrayList<>(times ? HeatMap.withTimes(report, console) : HeatMap.lines(report, console));
        List<String> text = new ArrayList<>();
        text.add("");
        if (times) {
            text.addAll(LatencyText.lines(report, console));
            text.add("");
        }
        List<String> findings = FindingsText.lines(judged, console, rest);
        if (!findings.isEmpty()) {
            text.addAll(findings);
            text.add("");
        }
        if (report.mixedDaemons()) {
            List<String> versions = FleetFigures.versions(report, console);
            text.addAll(versions);
            if (!versions.isEmpty()) {
                text.add("");
            }
        }
        text.addAll(VerdictText.lines(report, console));
        // In a file a sentence stays one line, which a search finds.
        text.forEach(line -> lines.addAll(console.live() ? TextWrap.line(line, console.width()) : List.of(line)));
        return lines;
    }
}
