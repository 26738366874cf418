package dev.x0xtest.local.selftest;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.TextWrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table of a self-test for a person: a row for each mutant, on a wide console in columns. */
public final class SelftestText {
    /** Columns for what a run says. */
    private static final int LEAST = 40;

    private static final String INDENT = "    ";

    private final Console console;
    private final int nameWidth;
    private final int brokenWidth;

    /** A table of these mutants. */
    public SelftestText(List<Mutant> mutants, Console console) {
        this.console = console;
        this.nameWidth = width(mutants.stream().map(Mutant::name).toList());
        this.brokenWidth = width(mutants.stream().map(Mutant::brokenText).toList());
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private boolean wide() {
        return console.width() >= indent() + LEAST;
    }

    /** Columns before the last one. */
    private int indent() {
        return 6 + nameWidth + 2 + brokenWidth + 2 + 4 + 2;
    }

    /** The head of the table. */
    public List<String> head() {
        return wide()
                ? List.of(row("", "mutant", "what is broken", "exit", "what the run says"))
                : List.of("what is broken, and what the run says");
    }

    /** The rows of one mutant. */
    public List<String> row(Checker.Result result) {
        Mutant mutant = result.mutant();
        String verdict = result.right() ? "ok" : "WRONG";
        String says = says(result.seen());
        List<String> lines = new ArrayList<>();
        if (wide()) {
            lines.addAll(hanging(row(
                    verdict,
                    mutant.name(),
                    mutant.brokenText(),
                    String.valueOf(result.seen().exit()),
                    says)));
        } else {
            lines.add(String.format(Locale.ROOT, "%-5s %s", verdict, mutant.name()));
            lines.addAll(TextWrap.paragraph(mutant.brokenText(), INDENT, INDENT, console.width()));
            lines.addAll(
                    TextWrap.paragraph("exit " + result.seen().exit() + ", " + says, INDENT, INDENT, console.width()));
        }
        result.wrong().forEach(line -> lines.add(INDENT + "broken fleet: " + line));
        result.twinWrong().forEach(line -> lines.add(INDENT + "healthy twin: " + line));
        return lines;
    }

    /** The names of mutants and what each is for. */
    public List<String> list(List<Mutant> mutants) {
        List<String> lines = new ArrayList<>();
        for (Mutant mutant : mutants) {
            String name = String.format(Locale.ROOT, "%-" + nameWidth + "s  ", mutant.name());
            lines.addAll(TextWrap.paragraph(mutant.why(), name, " ".repeat(name.length()), console.width()));
        }
        return lines;
    }

    /** The last line. */
    public static String sum(List<Checker.Result> results, double seconds) {
        long right = results.stream().filter(Checker.Result::right).count();
        return String.format(
                Locale.ROOT,
                "%s  %d of %d mutants named right, each beside a healthy twin that passed, %.1f s",
                right == results.size() ? "PASS" : "FAIL",
                right,
                results.size(),
                seconds);
    }

    private String row(String verdict, String name, String broken, String exit, String says) {
        return String.format(
                Locale.ROOT,
                "%-5s %-" + nameWidth + "s  %-" + brokenWidth + "s  %4s  %s",
                verdict,
                name,
                broken,
                exit,
                says);
    }

    private List<String> hanging(String line) {
        return line.length() <= console.width()
                ? List.of(line)
                : TextWrap.paragraph(
                        line.substring(indent()), line.substring(0, indent()), " ".repeat(indent()), console.width());
    }

    /** The outcomes that are not proven, and the causes. */
    static String says(Seen seen) {
        List<String> parts = new ArrayList<>();
        if (seen.ended() != null) {
            parts.add(seen.ended());
        }
        TreeMap<String, Long> counts = seen.cells().values().stream()
                .filter(outcome -> !outcome.equals("PROVEN"))
                .collect(Collectors.groupingBy(outcome -> outcome, TreeMap::new, Collectors.counting()));
        counts.forEach((outcome, count) -> parts.add(count + " " + outcome));
        if (counts.isEmpty() && seen.ended() == null) {
            parts.add("all proven");
        }
        parts.addAll(seen.causes());
        if (!seen.status().equals("named") && !seen.status().equals("none")) {
            parts.add(seen.status().replace('_', ' '));
        }
        return String.join(", ", parts);
    }
}
