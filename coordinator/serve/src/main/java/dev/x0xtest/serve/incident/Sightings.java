package dev.x0xtest.serve.incident;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.causes.Cause;
import dev.x0xtest.coordinator.causes.CauseWords;
import dev.x0xtest.coordinator.causes.NextStep;
import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.format.CausesJson;
import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The causes of a run as incidents see them. */
final class Sightings {
    /** Pairs that are refuted and that no cause explains: a kind of incidents' own. */
    static final String UNEXPLAINED = "UNEXPLAINED";

    private static final int NAMED = 3;
    /** Incidents of nodes that nobody observes: one run does not make more. */
    private static final int MOST_UNOBSERVED = 20;

    private static final int LONGEST = 400;

    private Sightings() {}

    /** Those of a run. That the anchor was lost says nothing of the mesh: it is blindness. */
    static List<Sighting> of(EndedRun run, Measured measured) {
        List<Sighting> found = new ArrayList<>();
        for (Cause cause : run.causes().list()) {
            if (cause.kind() != CauseKind.ANCHOR) {
                found.add(of(cause));
            }
        }
        List<Pair> open = run.causes().unexplained().stream()
                .filter(pair -> measured.of(Measured.name(pair)) == CellClass.REFUTED)
                .limit(Incident.MOST_CELLS)
                .toList();
        if (!open.isEmpty()) {
            found.add(unexplained(open));
        }
        found.addAll(unobserved(run, measured));
        return found;
    }

    /** Nodes of which nobody could observe a pair, unless a red cause names them or explains all of their pairs. */
    private static List<Sighting> unobserved(EndedRun run, Measured measured) {
        Ending ending = run.report().ending();
        List<Cause> red = run.causes().list().stream()
                .filter(cause -> cause.severity() == Cause.Severity.RED)
                .toList();
        boolean cut = ending != null && ending.cause() != Ending.Cause.DEADLINE;
        if (cut || red.stream().anyMatch(cause -> cause.kind() == CauseKind.ANCHOR)) {
            // Nobody knows what the rest of the run would have shown.
            return List.of();
        }
        Set<Pair> explained = new HashSet<>();
        Set<NodeLabel> named = new HashSet<>();
        red.forEach(cause -> {
            explained.addAll(cause.explains());
            named.addAll(cause.subject().nodes());
        });
        Set<NodeLabel> open = new HashSet<>();
        for (CellReport cell : run.report().cells()) {
            if (!explained.contains(new Pair(cell.src(), cell.dst()))) {
                open.add(cell.src());
                open.add(cell.dst());
            }
        }
        return run.report().roster().stream()
                .filter(entry -> open.contains(entry.node())
                        && !named.contains(entry.node())
                        && measured.unobserved(entry.node()))
                .limit(MOST_UNOBSERVED)
                .map(entry -> Blindness.node(entry.node(), entry.ready() ? "" : entry.state()))
                .toList();
    }

    private static Sighting of(Cause cause) {
        LinkedHashSet<Pair> pairs = new LinkedHashSet<>(cause.evidence());
        pairs.addAll(cause.explains());
        List<Pair> kept = pairs.stream().limit(Incident.MOST_CELLS).toList();
        return new Sighting(
                cause.kind().name(),
                cause.part(),
                CausesJson.subject(cause.subject()).toString(),
                cause.subject().nodes().stream().map(node -> node.text()).toList(),
                kept,
                names(kept),
                cause.severity().label(),
                cause.severity() == Cause.Severity.RED,
                cause.log10Odds(),
                plain(CauseWords.text(cause)),
                plain(NextStep.of(cause).command()));
    }

    private static Sighting unexplained(List<Pair> pairs) {
        Pair first = pairs.get(0);
        String some = pairs.stream()
                .limit(NAMED)
                .map(pair -> pair.src().text() + " to " + pair.dst().text())
                .collect(Collectors.joining(", "));
        String text = pairs.size() + (pairs.size() == 1 ? " pair fails" : " pairs fail")
                + ", and nothing that they have in common says why: " + some
                + (pairs.size() > NAMED ? " and " + (pairs.size() - NAMED) + " more" : "");
        return new Sighting(
                UNEXPLAINED,
                null,
                subject(pairs),
                List.of(),
                pairs,
                names(pairs),
                Cause.Severity.RED.label(),
                true,
                0,
                plain(text),
                plain("x0xtest explain latest " + first.src().text() + " "
                        + first.dst().text()));
    }

    /** Some of the pairs, and how many more there are. */
    private static String subject(List<Pair> pairs) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode some = json.putArray("pairs");
        pairs.stream()
                .limit(NAMED)
                .forEach(pair ->
                        some.addArray().add(pair.src().text()).add(pair.dst().text()));
        return json.put("more", Math.max(0, pairs.size() - NAMED)).toString();
    }

    private static Set<String> names(List<Pair> pairs) {
        return pairs.stream().map(Measured::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What others have said, in one line, bounded. */
    static String plain(String said) {
        String head = said.length() > LONGEST ? said.substring(0, LONGEST) : said;
        return head.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    }
}
