package dev.x0xtest.local.simulation;

import dev.x0xtest.local.simulation.fault.Fault;
import dev.x0xtest.local.simulation.fault.Fault.Kind;
import java.util.ArrayList;
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
    private final Map<String, int[]> byKind = new TreeMap<>();
    private final Map<String, int[]> bySize = new TreeMap<>();
    private final int[] all = new int[5];

    void add(Judged judged) {
        count(all, judged);
        count(bySize.computeIfAbsent(judged.draw().world().faults().size() + " at once", one -> new int[5]), judged);
        Set<String> kinds = new TreeSet<>();
        List<Named.One> left = new ArrayList<>(judged.named().causes());
        for (Fault fault : judged.expected()) {
            kinds.add(title(fault.kind()));
            Named.One match = left.stream()
                    .filter(one -> subject(one.fault(), fault))
                    .findFirst()
                    .orElse(null);
            left.remove(match);
            tell(title(fault.kind()), match == null ? NOTHING : match.title());
        }
        left.forEach(one -> tell(NOTHING, one.title()));
        kinds.forEach(kind -> count(byKind.computeIfAbsent(kind, one -> new int[5]), judged));
    }

    int fleets() {
        return all[0];
    }

    double share(Judged.Result result) {
        return all[0] == 0 ? 0 : (double) all[1 + result.ordinal()] / all[0];
    }

    double blamed() {
        return all[0] == 0 ? 0 : (double) all[4] / all[0];
    }

    private static void count(int[] counts, Judged judged) {
        counts[0]++;
        counts[1 + judged.result().ordinal()]++;
        counts[4] += judged.blamed().isEmpty() ? 0 : 1;
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
            case BUSY -> "HOST_BUSY";
            case CUT -> "GROUP_CUT";
            default -> kind.name();
        };
    }

    /** The tables as Markdown. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(
                "| fleets with | fleets | right | undecided | wrong | others blamed |\n| --- | --: | --: | --: | --: | --: |\n");
        row(text, "**all**", all);
        bySize.forEach((kind, counts) -> row(text, kind, counts));
        byKind.forEach((kind, counts) -> row(text, kind, counts));
        Set<String> columns = new TreeSet<>();
        named.values().forEach(row -> columns.addAll(row.keySet()));
        text.append("\n| injected \\ named |");
        columns.forEach(column -> text.append(' ').append(column).append(" |"));
        text.append("\n| --- |").append(" --: |".repeat(columns.size())).append('\n');
        named.forEach((injected, row) -> {
            text.append("| ").append(injected).append(" |");
            columns.forEach(column -> {
                int count = row.getOrDefault(column, 0);
                text.append(' ').append(count == 0 ? "" : count).append(" |");
            });
            text.append('\n');
        });
        return text.toString();
    }

    private static void row(StringBuilder text, String kind, int[] counts) {
        text.append("| ").append(kind);
        for (int count : counts) {
            text.append(" | ").append(count);
        }
        text.append(" |\n");
    }
}
