package dev.x0xtest.coordinator.diff;

import dev.x0xtest.cli.Printable;
import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.TextWrap;
import dev.x0xtest.coordinator.render.console.Paint;
import dev.x0xtest.coordinator.render.console.Wrap;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A comparison for a person: one sentence, then a list for each kind that has any pairs. */
public final class DiffText {
    /** Pairs that are named of one kind. */
    private static final int MOST_PAIRS = 60;

    private static final int MOST_MOVES = 3;

    private final Diff diff;
    private final Console console;
    private final Paint paint;
    private final List<String> lines = new ArrayList<>();

    private DiffText(Diff diff, Console console) {
        this.diff = diff;
        this.console = console;
        this.paint = new Paint(console);
    }

    /** Lines without line ends. */
    public static List<String> lines(Diff diff, Console console) {
        return new DiffText(diff, console).lines();
    }

    private List<String> lines() {
        add(DiffWords.sentence(diff));
        for (PairChange.Kind kind : PairChange.Kind.values()) {
            kind(kind, diff.of(kind));
        }
        slower();
        diff.notes().forEach(note -> add("  note: " + note));
        add("  " + paint.dim("before: run " + id(diff.base()) + ", after: run " + id(diff.head())));
        return lines;
    }

    private void kind(PairChange.Kind kind, List<PairChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        add(paint.bold(kind.name() + ", " + DiffWords.pairs(changes.size())) + ": " + kind.meaning());
        List<PairChange> rest = new ArrayList<>(changes);
        if (changes.size() == diff.head().pairs() && changes.size() > 2) {
            add("  all pairs: " + moves(changes));
            return;
        }
        for (NodeLabel node : DiffWords.whole(diff, changes)) {
            Predicate<PairChange> touches =
                    change -> change.src().equals(node) || change.dst().equals(node);
            List<PairChange> touching = rest.stream().filter(touches).toList();
            rest.removeIf(touches);
            if (!touching.isEmpty()) {
                add("  all pairs from and to " + node.text() + ": " + moves(touching));
            }
        }
        Map<String, List<String>> alike = new LinkedHashMap<>();
        rest.stream()
                .limit(MOST_PAIRS)
                .forEach(change -> alike.computeIfAbsent(move(change), unused -> new ArrayList<>())
                        .add(pair(change.src(), change.dst())));
        alike.forEach((move, pairs) -> {
            add("  " + move);
            lines.addAll(Wrap.list(pairs, "    ", console.width()));
        });
        if (rest.size() > MOST_PAIRS) {
            add("  and " + (rest.size() - MOST_PAIRS) + " more; --json names them all");
        }
    }

    private String moves(List<PairChange> changes) {
        return changes.stream().map(this::move).distinct().limit(MOST_MOVES).collect(Collectors.joining("; "));
    }

    private String move(PairChange change) {
        return DiffWords.side(change.before()) + " " + console.arrow() + " " + DiffWords.side(change.after());
    }

    private void slower() {
        Slowdowns slower = diff.slower();
        if (slower.list().isEmpty()) {
            return;
        }
        add(paint.bold("SLOWER") + ": " + DiffWords.test(slower));
        slower.list().stream()
                .limit(MOST_PAIRS)
                .forEach(one -> add("  " + name(one) + ": "
                        + String.format(
                                Locale.ROOT,
                                "p50 %s ms %s %s ms, p %s",
                                DiffWords.ms(one.beforeUs()),
                                console.arrow(),
                                DiffWords.ms(one.afterUs()),
                                DiffWords.chance(one.chance()))));
        if (slower.list().size() > MOST_PAIRS) {
            add("  and " + (slower.list().size() - MOST_PAIRS) + " more; --json names them all");
        }
    }

    private String name(Slowdowns.Slowdown one) {
        NodeLabel src = one.src();
        NodeLabel dst = one.dst();
        return src == null || dst == null ? DiffWords.group(one) : pair(src, dst);
    }

    private String pair(NodeLabel src, NodeLabel dst) {
        return src.text() + " " + console.arrow() + " " + dst.text();
    }

    private String id(Diff.Run run) {
        String id = Printable.text(run.id());
        return console.live() && id.length() > 8 ? id.substring(0, 8) + console.dots() : id;
    }

    private void add(String line) {
        lines.addAll(console.live() ? TextWrap.line(line, console.width()) : List.of(line));
    }
}
