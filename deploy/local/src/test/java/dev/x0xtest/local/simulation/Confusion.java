package dev.x0xtest.local.simulation;

import dev.x0xtest.local.simulation.fault.Fault;
import dev.x0xtest.local.simulation.fault.Fault.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Counts what was injected against what was named. */
final class Confusion {
    private static final String NOTHING = "nothing";

    private final Map<String, Map<String, Integer>> named = new TreeMap<>();
    private final Map<String, Tally> byKind = new TreeMap<>();
    private final Map<String, Tally> bySize = new TreeMap<>();
    private final Tally all = new Tally();

    private static final class Tally {
        private final Map<Judged.Result, Integer> results = new EnumMap<>(Judged.Result.class);
        private int fleets;
        private int exact;
        private int blamed;

        void add(Judged judged) {
            fleets++;
            results.merge(judged.result(), 1, Integer::sum);
            exact += judged.exact() && judged.result() == Judged.Result.RIGHT ? 1 : 0;
            blamed += judged.blamed().isEmpty() ? 0 : 1;
        }

        int of(Judged.Result result) {
            return results.getOrDefault(result, 0);
        }
    }

    void add(Judged judged) {
        all.add(judged);
        int size = judged.draw().world().faults().size();
        bySize.computeIfAbsent(size == 1 ? "one fault" : size + " faults", one -> new Tally())
                .add(judged);
        Set<String> kinds = new TreeSet<>();
        judged.draw().world().faults().forEach(fault -> kinds.add(title(fault.kind())));
        List<Named.One> left = new ArrayList<>(judged.named().causes());
        for (Fault fault : judged.expected()) {
            Named.One match = left.stream()
                    .filter(one -> subject(one.fault(), fault))
                    .findFirst()
                    .orElse(null);
            left.remove(match);
            tell(title(fault.kind()), match == null ? NOTHING : match.title());
        }
        left.forEach(one -> tell(NOTHING, one.title()));
        kinds.forEach(kind -> byKind.computeIfAbsent(kind, one -> new Tally()).add(judged));
    }

    int fleets() {
        return all.fleets;
    }

    /** The share of fleets with this result. */
    double share(Judged.Result result) {
        return (double) all.of(result) / Math.max(1, all.fleets);
    }

    /** The share of fleets in which something is named that is not to blame. */
    double blamed() {
        return (double) all.blamed / Math.max(1, all.fleets);
    }

    private static boolean subject(@Nullable Fault said, Fault fault) {
        return said != null
                && (fault.other() < 0
                        ? said.other() < 0 && said.node() == fault.node()
                        : said.other() >= 0
                                && Set.of(said.node(), said.other()).equals(Set.of(fault.node(), fault.other())));
    }

    private void tell(String injected, String said) {
        named.computeIfAbsent(injected, one -> new TreeMap<>()).merge(said, 1, Integer::sum);
    }

    /** A kind of fault as reports name it. */
    static String title(Kind kind) {
        return switch (kind) {
            case LINK_ONE_WAY -> "LINK one_way";
            case LINK_BOTH -> "LINK both";
            case UNREACHABLE -> "NODE unreachable (network)";
            case FROZEN -> "NODE unreachable (frozen)";
            case RUNNER_STOPPED -> "NODE runner_silent";
            case RESTARTED -> "NODE daemon_restarted";
            case CLASH -> "IDENTITY_CLASH";
            case TURNS -> "IDENTITY_CLASH in turns";
            case BUSY -> "HOST_BUSY";
            case CUT -> "GROUP_CUT";
            default -> kind.name();
        };
    }

    /** The tables as Markdown. */
    String markdown() {
        StringBuilder text = new StringBuilder("""
            | fleets with | fleets | right | of them exact | undecided | wrong | others blamed |
            | --- | --: | --: | --: | --: | --: | --: |
            """);
        row(text, "**any**", all);
        bySize.forEach((kind, tally) -> row(text, kind, tally));
        byKind.forEach((kind, tally) -> row(text, kind, tally));
        Set<String> columns = new TreeSet<>();
        named.values().forEach(row -> columns.addAll(row.keySet()));
        text.append("\n| injected \\ named |");
        columns.forEach(column -> text.append(' ').append(column).append(" |"));
        text.append("\n| --- |").append(" --: |".repeat(columns.size())).append('\n');
        named.forEach((injected, row) -> {
            text.append("| ").append(injected).append(" |");
            columns.forEach(column -> text.append(' ')
                    .append(row.containsKey(column) ? row.get(column) : "")
                    .append(" |"));
            text.append('\n');
        });
        return text.toString();
    }

    private static void row(StringBuilder text, String kind, Tally tally) {
        text.append("| ").append(kind);
        for (int count : new int[] {
            tally.fleets,
            tally.of(Judged.Result.RIGHT),
            tally.exact,
            tally.of(Judged.Result.UNDECIDED),
            tally.of(Judged.Result.WRONG),
            tally.blamed
        }) {
            text.append(" | ").append(count);
        }
        text.append(" |\n");
    }
}
