package dev.x0xtest.coordinator.picture.page;

import dev.x0xtest.coordinator.causes.Cause;
import dev.x0xtest.coordinator.causes.CauseWords;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.causes.FactWords;
import dev.x0xtest.coordinator.causes.NextStep;
import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.coordinator.picture.Matrix;
import dev.x0xtest.coordinator.picture.Sheet;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.format.Diagnosis;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The causes as cards: what, how sure, what speaks for it and against it, and the next command. */
final class CausePart {
    private static final int MOST_CARDS = 30;
    private static final int MOST_PAIRS = 6;
    private static final int MOST_FACTS = 4;

    private CausePart() {}

    static void write(Sheet sheet, Html html) throws IOException {
        Causes causes = sheet.causes();
        boolean allProven =
                sheet.report().totals().proven() == sheet.report().totals().pairs();
        html.put("<section id=\"causes\" aria-labelledby=\"h-causes\">\n<h2 id=\"h-causes\">")
                .put(allProven && !causes.list().isEmpty() ? "Worth knowing" : "What is wrong")
                .put("</h2>\n");
        if (causes.list().isEmpty() && causes.unexplained().isEmpty()) {
            html.put("<p class=\"calm\">Nothing: every ")
                    .put(sheet.report().scope().isSparse() ? "declared " : "")
                    .put("pair is proven, and no node stands out.</p>\n");
        }
        html.put("<div class=\"cards\">\n");
        for (Cause cause : causes.list().stream().limit(MOST_CARDS).toList()) {
            card(cause, html);
        }
        int unready = unready(sheet, causes.unexplained(), html);
        html.put("</div>\n");
        int left = causes.list().size() - MOST_CARDS;
        if (left > 0) {
            html.put("<p>and ").put(left).put(" more causes, in the JSON report</p>\n");
        }
        int rest = causes.unexplained().size() - unready;
        if (rest > 0) {
            html.put("<p class=\"rest\">No common cause explains ")
                    .text(Sheet.count(rest) + (rest == 1 ? " pair" : " pairs"))
                    .put(". The <a href=\"#pairs\">list</a> has their evidence.</p>\n");
        }
        html.put("</section>\n");
    }

    /**
     * Cards for nodes whose runner was not ready, one for all that are so for the same reason.
     *
     * @return the pairs that they account for
     */
    private static int unready(Sheet sheet, List<Pair> open, Html html) throws IOException {
        Report report = sheet.report();
        Matrix matrix = sheet.matrix();
        Map<String, List<RosterEntry>> alike = new LinkedHashMap<>();
        for (RosterEntry entry : report.roster()) {
            if (!entry.ready() && open.stream().anyMatch(pair -> of(pair, entry))) {
                // Ids differ from node to node.
                String state = entry.state().replaceAll("[0-9a-f]{8,}", "");
                alike.computeIfAbsent(state, key -> new ArrayList<>()).add(entry);
            }
        }
        Set<Pair> told = new HashSet<>();
        for (List<RosterEntry> group : alike.values().stream().limit(MOST_CARDS).toList()) {
            Set<NodeLabel> nodes = group.stream().map(RosterEntry::node).collect(Collectors.toSet());
            List<Pair> pairs = open.stream()
                    .filter(pair -> nodes.contains(pair.src()) || nodes.contains(pair.dst()))
                    .toList();
            told.addAll(pairs);
            String names = group.stream()
                    .limit(MOST_PAIRS)
                    .map(entry -> entry.node().text())
                    .collect(Collectors.joining(", "));
            int left = group.size() - MOST_PAIRS;
            html.put("<article class=\"card grey\">\n<h3>").text(names + (left > 0 ? " and " + left + " more" : ""));
            html.put(group.size() == 1 ? " was not ready" : " were not ready").put("</h3>\n<dl><dt>Because</dt><dd>");
            html.text(group.get(0).state()).put("</dd>\n<dt>So</dt><dd>").text(Sheet.count(pairs.size()));
            html.put(pairs.size() == 1 ? " pair is" : " pairs are").put(" not proven</dd></dl>\n");
            Pair first = pairs.get(0);
            CellReport example = matrix.cell(matrix.index(first.src()), matrix.index(first.dst()));
            html.put("<p class=\"next\"><strong>Next:</strong> ");
            html.text(Diagnosis.nextStep(report, example).text(report, example)).put("</p>\n");
            html.put("</article>\n");
        }
        return told.size();
    }

    private static boolean of(Pair pair, RosterEntry entry) {
        return pair.src().equals(entry.node()) || pair.dst().equals(entry.node());
    }

    private static void card(Cause cause, Html html) throws IOException {
        html.put("<article class=\"card ").put(cause.severity().label()).put("\">\n<h3>");
        html.text(capital(cause)).put("</h3>\n<p class=\"sure\"><span class=\"kind\">");
        html.text(cause.kind().name())
                .put("</span> ")
                .text(CauseWords.sure(cause))
                .put("</p>\n<dl>\n");
        List<String> speaks = new ArrayList<>();
        if (!cause.explains().isEmpty()) {
            speaks.add("it explains " + Sheet.count(cause.explains().size())
                    + (cause.explains().size() == 1 ? " pair: " : " pairs: ") + pairs(cause.explains()));
        }
        cause.facts().stream().limit(MOST_FACTS).forEach(fact -> speaks.add(FactWords.text(fact)));
        list("For it", speaks, html);
        if (!cause.candidates().isEmpty()) {
            list("It may be", List.of(String.join(", ", cause.candidates())), html);
        }
        Cause.RunnerUp other = cause.runnerUp();
        List<String> against = new ArrayList<>();
        if (!cause.contradicts().isEmpty()) {
            against.add((cause.contradicts().size() == 1 ? "this pair works: " : "these pairs work: ")
                    + pairs(cause.contradicts()));
        }
        if (cause.undecided() && other != null) {
            against.add("or else " + CauseWords.text(other) + "; " + CauseWords.odds(other.log10Odds()));
        }
        list("Against it", against.isEmpty() ? List.of("nothing") : against, html);
        NextStep next = NextStep.of(cause);
        html.put("</dl>\n<p class=\"next\"><strong>Next:</strong> ")
                .text(next.text())
                .put("; on ");
        html.text(next.where().text()).put(":</p>\n<p class=\"cmd\"><code>").text(next.command());
        html.put("</code><button type=\"button\" class=\"copy\" hidden>Copy</button></p>\n</article>\n");
    }

    private static void list(String term, List<String> lines, Html html) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        html.put("<dt>").put(term).put("</dt>\n");
        for (String line : lines) {
            html.put("<dd>").text(line).put("</dd>\n");
        }
    }

    private static String pairs(List<Pair> pairs) {
        String some = pairs.stream()
                .limit(MOST_PAIRS)
                .map(pair -> pair.src().text() + " → " + pair.dst().text())
                .collect(Collectors.joining(", "));
        int left = pairs.size() - MOST_PAIRS;
        return left > 0 ? some + " and " + Sheet.count(left) + " more" : some;
    }

    /** Labels are lower case and stay so. */
    private static String capital(Cause cause) {
        String text = CauseWords.text(cause);
        boolean label =
                cause.subject().nodes().stream().anyMatch(node -> text.matches(Pattern.quote(node.text()) + "\\b.*"));
        return label ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
