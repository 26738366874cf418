package dev.x0xtest.coordinator.formats;

import dev.x0xtest.coordinator.causes.Cause;
import dev.x0xtest.coordinator.causes.CauseWords;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.causes.NextStep;
import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.coordinator.diff.Diff;
import dev.x0xtest.coordinator.diff.DiffWords;
import dev.x0xtest.coordinator.diff.PairChange;
import dev.x0xtest.coordinator.render.ReportText;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Annotations of a job on GitHub: the verdict, each cause, and what no cause explains. GitHub shows ten of a level for each
 * step, so there are never more.
 */
public final class GithubText {
    private static final int MOST = 10;
    private static final int MOST_PAIRS = 10;

    private GithubText() {}

    /** Lines without line ends; each is one command of GitHub's runner. */
    static List<String> lines(Judged judged) {
        Report report = judged.report();
        String level =
                report.verdict() == Verdict.PASS ? "notice" : report.verdict() == Verdict.FAIL ? "error" : "warning";
        List<String> lines = new ArrayList<>();
        lines.add(command(level, "x0xtest: " + ReportText.word(report), ReportText.sentence(report)));
        Causes causes = judged.causes();
        // One place for the verdict, one for the rest.
        causes.list().stream().limit(MOST - 2).forEach(cause -> lines.add(cause(cause, level)));
        List<Pair> rest = causes.unexplained();
        if (!rest.isEmpty()) {
            lines.add(command(level, "x0xtest: pairs that no cause explains", pairs(rest)));
        }
        return lines;
    }

    private static String cause(Cause cause, String level) {
        NextStep next = NextStep.of(cause);
        String of = cause.severity() == Cause.Severity.RED ? level : "warning";
        return command(
                of,
                "x0xtest: " + CauseWords.text(cause),
                cause.kind().name() + "; " + CauseWords.sure(cause) + "\nnext: " + next.text() + "; on "
                        + next.where().text() + ": " + next.command());
    }

    /** The same for a comparison. */
    public static List<String> lines(Diff diff) {
        List<PairChange> fresh = diff.of(PairChange.Kind.NEW);
        String level = !diff.comparable() ? "warning" : fresh.isEmpty() ? "notice" : "error";
        List<Pair> pairs = fresh.stream()
                .map(change -> new Pair(change.src(), change.dst()))
                .toList();
        return List.of(command(
                level,
                "x0xtest: comparison",
                DiffWords.sentence(diff) + (pairs.isEmpty() ? "" : "\nworse: " + pairs(pairs))));
    }

    private static String pairs(List<Pair> pairs) {
        return pairs.stream()
                        .limit(MOST_PAIRS)
                        .map(pair -> pair.src().text() + " → " + pair.dst().text())
                        .collect(Collectors.joining(", "))
                + (pairs.size() > MOST_PAIRS ? " and " + (pairs.size() - MOST_PAIRS) + " more" : "");
    }

    /** As GitHub's own toolkit escapes the two parts; the text may have several lines. */
    static String command(String level, String title, String text) {
        String data = text.lines()
                .map(Hostile::line)
                .map(GithubText::inert)
                .collect(Collectors.joining("\n"))
                .replace("%", "%25")
                .replace("\n", "%0A");
        String property = inert(Hostile.line(title))
                .replace("%", "%25")
                .replace(":", "%3A")
                .replace(",", "%2C");
        return "::" + level + " title=" + property + "::" + data;
    }

    /**
     * A line of the ordinary output that the runner of a job does not take for a command: {@code ::} at its start, or the older
     * {@code ##[} anywhere in it.
     */
    public static String inert(String line) {
        String older = line.replace("##[", "## [");
        // The runner of a job takes no-break spaces for blanks as well.
        String start = older.replaceFirst("^[\\s\\p{Z}]+", "");
        return start.startsWith("::")
                ? older.substring(0, older.length() - start.length()) + ": " + start.substring(1)
                : older;
    }
}
