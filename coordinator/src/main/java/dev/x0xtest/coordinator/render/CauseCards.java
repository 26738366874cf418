package dev.x0xtest.coordinator.render;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.causes.Cause;
import dev.x0xtest.coordinator.causes.CauseWords;
import dev.x0xtest.coordinator.causes.FactWords;
import dev.x0xtest.coordinator.causes.NextStep;
import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.coordinator.causes.kind.Subject;
import dev.x0xtest.coordinator.render.console.Paint;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.Diagnosis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A cause for a person: what it is, how sure that is, what speaks for it and against it, and what to do next. */
final class CauseCards {
    private static final int MOST_PAIRS = 6;
    private static final int MOST_FACTS = 3;

    private final Report report;
    private final Console console;
    private final Paint paint;
    private final Map<Pair, CellReport> cells = new HashMap<>();

    CauseCards(Report report, Console console) {
        this.report = report;
        this.console = console;
        this.paint = new Paint(console);
    }

    /** The cards of all causes; what one node does to several others is one card. */
    List<String> lines(List<Cause> causes) {
        Map<Object, List<Cause>> alike = causes.stream()
                .collect(Collectors.groupingBy(CauseCards::group, LinkedHashMap::new, Collectors.toList()));
        return alike.values().stream().flatMap(group -> card(group).stream()).toList();
    }

    private static Object group(Cause cause) {
        return cause.subject() instanceof Subject.Contact contact
                ? List.of(cause.kind(), contact.by(), cause.undecided(), cause.candidates())
                : cause.id();
    }

    private List<String> card(List<Cause> group) {
        Cause cause = group.get(0);
        List<String> lines = new ArrayList<>();
        lines.add("  " + paint.bold(CauseWords.text(cause) + others(group)));
        lines.add("    " + name(cause.kind().name(), cause.subject()) + others(group)
                + (cause.candidates().isEmpty() ? "" : " (it may be: " + String.join(", ", cause.candidates()) + ")")
                + "; " + CauseWords.sure(cause));
        Cause.RunnerUp runnerUp = cause.runnerUp();
        if (cause.undecided() && runnerUp != null) {
            lines.add("    or else " + CauseWords.text(runnerUp) + "; " + CauseWords.odds(runnerUp.log10Odds()));
        }
        List<Pair> evidence =
                group.stream().flatMap(one -> one.evidence().stream()).toList();
        List<Pair> contradicts =
                group.stream().flatMap(one -> one.contradicts().stream()).toList();
        if (!evidence.isEmpty()) {
            lines.add("    for it: " + pairs(evidence, true));
        }
        cause.facts().stream().limit(MOST_FACTS).forEach(fact -> lines.add("    for it: " + FactWords.text(fact)));
        examples(evidence)
                .forEach(pair ->
                        lines.add("    for example " + pair(pair) + ": " + Diagnosis.evidence(report, cell(pair))));
        int silent = group.stream().mapToInt(one -> one.explains().size()).sum() - evidence.size();
        if (silent > 0) {
            lines.add("    it " + (evidence.isEmpty() ? "" : "also ") + "explains " + silent
                    + (silent == 1 ? " pair" : " pairs") + " of which nobody can tell");
        }
        if (!contradicts.isEmpty()) {
            lines.add("    against it, for they work: " + pairs(contradicts, false));
        }
        NextStep next = NextStep.of(cause);
        lines.add("    next: " + next.text() + "; on " + next.where().text() + ": " + next.command());
        return lines;
    }

    /** The first of each outcome, at most two. */
    private List<Pair> examples(List<Pair> pairs) {
        Map<String, Pair> first = new LinkedHashMap<>();
        pairs.forEach(pair -> first.putIfAbsent(cell(pair).title(), pair));
        return first.values().stream().limit(2).toList();
    }

    private static String others(List<Cause> group) {
        return group.stream()
                .skip(1)
                .map(one -> one.subject().nodes().get(1).text())
                .map(label -> ", " + label)
                .collect(Collectors.joining());
    }

    private String name(String kind, Subject subject) {
        if (subject instanceof Subject.Link link) {
            return kind + " " + pair(new Pair(link.from(), link.to())) + (link.both() ? ", both ways" : ", one way");
        }
        if (subject instanceof Subject.Path path) {
            return kind + " " + pair(new Pair(path.from(), path.to())) + ", between " + path.worksBytes() + " and "
                    + path.aboveBytes() + " bytes";
        }
        if (subject instanceof Subject.Contact contact) {
            return kind + " by " + contact.by().text() + " of " + contact.of().text();
        }
        if (subject instanceof Subject.Groups groups) {
            return kind + " " + groups.from() + " " + console.arrow() + " " + groups.to()
                    + (groups.both() ? ", both ways" : ", one way");
        }
        if (subject instanceof Subject.Delivery delivery) {
            return kind + " " + delivery.plane().label();
        }
        return kind + " " + subject.nodes().get(0).text();
    }

    private String pairs(List<Pair> pairs, boolean outcomes) {
        List<String> words = new ArrayList<>();
        for (Pair pair : pairs.subList(0, Math.min(MOST_PAIRS, pairs.size()))) {
            words.add(pair(pair) + (outcomes ? " " + cell(pair).title() : ""));
        }
        if (pairs.size() > MOST_PAIRS) {
            words.add("and " + (pairs.size() - MOST_PAIRS) + " more");
        }
        return String.join(", ", words);
    }

    private CellReport cell(Pair pair) {
        if (cells.isEmpty()) {
            report.cells().stream()
                    .filter(cell -> !cell.proven())
                    .forEach(cell -> cells.put(new Pair(cell.src(), cell.dst()), cell));
        }
        CellReport cell = cells.get(pair);
        if (cell == null) {
            throw new IllegalArgumentException("a cause that explains a proven pair");
        }
        return cell;
    }

    private String pair(Pair pair) {
        return pair.src().text() + " " + console.arrow() + " " + pair.dst().text();
    }
}
