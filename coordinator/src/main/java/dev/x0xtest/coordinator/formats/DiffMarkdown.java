package dev.x0xtest.coordinator.formats;

import dev.x0xtest.coordinator.diff.Diff;
import dev.x0xtest.coordinator.diff.DiffWords;
import dev.x0xtest.coordinator.diff.PairChange;
import dev.x0xtest.coordinator.diff.Slowdowns;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.List;

/** A comparison as Markdown, for the summary of a job. Bounded, as {@link MarkdownText} is. */
public final class DiffMarkdown {
    private static final int MOST = 40;

    private DiffMarkdown() {}

    /** Lines without line ends. */
    public static List<String> lines(Diff diff) {
        List<String> lines = new ArrayList<>();
        lines.add("## x0xtest: comparison");
        lines.add("");
        lines.add(Markdown.plain(DiffWords.sentence(diff)));
        for (PairChange.Kind kind : PairChange.Kind.values()) {
            changes(kind, diff.of(kind), lines);
        }
        slower(diff.slower(), lines);
        if (!diff.notes().isEmpty()) {
            lines.add("");
            diff.notes().forEach(note -> lines.add("- " + Markdown.plain(note)));
        }
        lines.add("");
        lines.add("Before: run " + Markdown.code(diff.base().id()) + ", after: run "
                + Markdown.code(diff.head().id()));
        return lines;
    }

    private static void changes(PairChange.Kind kind, List<PairChange> changes, List<String> lines) {
        if (changes.isEmpty()) {
            return;
        }
        heading(kind.name() + ": " + kind.meaning(), lines);
        changes.stream()
                .limit(MOST)
                .forEach(change -> lines.add("- `" + change.src().text() + "` → `"
                        + change.dst().text() + "`: " + Markdown.code(DiffWords.side(change.before())) + " → "
                        + Markdown.code(DiffWords.side(change.after()))));
        more(changes.size(), lines);
    }

    private static void slower(Slowdowns slower, List<String> lines) {
        if (slower.list().isEmpty()) {
            return;
        }
        heading("SLOWER", lines);
        lines.add(Markdown.plain(DiffWords.test(slower)));
        lines.add("");
        lines.add("| | p50 before, ms | p50 after, ms | p |");
        lines.add("| --- | ---: | ---: | ---: |");
        for (Slowdowns.Slowdown one :
                slower.list().subList(0, Math.min(MOST, slower.list().size()))) {
            lines.add("| " + name(one) + " | " + DiffWords.ms(one.beforeUs()) + " | " + DiffWords.ms(one.afterUs())
                    + " | " + DiffWords.chance(one.chance()) + " |");
        }
        if (slower.list().size() > MOST) {
            lines.add("");
            more(slower.list().size(), lines);
        }
    }

    private static String name(Slowdowns.Slowdown one) {
        NodeLabel src = one.src();
        NodeLabel dst = one.dst();
        return src == null || dst == null ? DiffWords.group(one) : "`" + src.text() + "` → `" + dst.text() + "`";
    }

    private static void heading(String text, List<String> lines) {
        lines.add("");
        lines.add("### " + text);
        lines.add("");
    }

    private static void more(int all, List<String> lines) {
        if (all > MOST) {
            lines.add("- and " + (all - MOST) + " more");
        }
    }
}
