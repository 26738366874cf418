package dev.x0xtest.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.CausesJson;
import dev.x0xtest.local.simulation.fault.Fault;
import dev.x0xtest.local.simulation.fault.Fault.Kind;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a report names, read from its JSON as other programs read it.
 *
 * @param status {@code none}, {@code named}, {@code undecided} or {@code no_common_cause}
 */
record Named(String status, List<Named.One> causes) {
    /** The label of a node of the simulation, before its number. */
    private static final String NODE = "n";

    /**
     * A cause.
     *
     * @param title its kind, with its part or direction
     * @param fault the same as a fault of the simulation; null: the simulation has no such fault
     */
    record One(String title, @Nullable Fault fault, String text) {}

    /** What a report names in which so many nodes are in the first region. */
    static Named of(Report report, int near) {
        JsonNode json = CausesJson.tree(Causes.of(report), report);
        List<One> causes = new ArrayList<>();
        json.path("list").forEach(cause -> causes.add(one(cause, near)));
        return new Named(json.path("status").asText(), causes);
    }

    boolean undecided() {
        return status.equals("undecided");
    }

    private static One one(JsonNode cause, int near) {
        JsonNode subject = cause.path("subject");
        String part = cause.path("part").asText("");
        String detail = part.equals("null") ? "" : part;
        String title = cause.path("kind").asText() + " "
                + (detail.isEmpty() ? subject.path("direction").asText("") : detail);
        if (cause.path("kind").asText().equals("IDENTITY_CLASH")
                && cause.path("severity").asText().equals("grey")) {
            // No pair of this run has suffered from it.
            title = "IDENTITY_CLASH in turns";
        }
        return new One(
                title.strip(),
                fault(title.strip(), subject, near),
                cause.path("kind").asText() + " " + (detail.isEmpty() ? "" : detail + " ") + subject + " odds="
                        + cause.path("log10_odds").asText() + " runner_up=" + cause.path("runner_up"));
    }

    private static @Nullable Fault fault(String title, JsonNode subject, int near) {
        int node = index(subject.path("node"));
        int from = index(subject.path("from"));
        int to = index(subject.path("to"));
        return switch (title) {
            case "LINK one_way" -> Fault.of(Kind.LINK_ONE_WAY, from, to);
            case "LINK both" -> Fault.of(Kind.LINK_BOTH, Math.min(from, to), Math.max(from, to));
            case "MTU" -> Fault.of(Kind.MTU, from, to);
            case "BLOCKED" -> Fault.of(Kind.BLOCKED, index(subject.path("by")), index(subject.path("of")));
            case "NODE unreachable", "NODE isolated" -> Fault.of(Kind.UNREACHABLE, node);
            case "NODE runner_silent", "CONTROL_PATH" -> Fault.of(Kind.RUNNER_STOPPED, node);
            case "NODE daemon_restarted" -> Fault.of(Kind.RESTARTED, node);
            case "DESTINATION_IN" -> Fault.of(Kind.DESTINATION_IN, node);
            case "SOURCE_OUT" -> Fault.of(Kind.SOURCE_OUT, node);
            case "UNDISCOVERED" -> Fault.of(Kind.UNDISCOVERED, node);
            case "IDENTITY_CLASH" -> Fault.of(Kind.CLASH, node);
            case "IDENTITY_CLASH in turns" -> Fault.of(Kind.TURNS, node);
            case "CLOCK" -> Fault.of(Kind.CLOCK, node);
            case "HOST_BUSY" -> Fault.of(Kind.BUSY, node);
            case "SLOW" -> Fault.of(Kind.SLOW, node);
            case "OVERLOADED" -> Fault.of(Kind.OVERLOADED, node);
            case "GROUP_CUT", "GROUP_CUT both" -> cut(subject, near);
            default -> null;
        };
    }

    private static @Nullable Fault cut(JsonNode subject, int near) {
        Set<String> labels = Set.of(
                subject.path("from_label").asText("one"),
                subject.path("to_label").asText("other"));
        boolean both = subject.path("direction").asText("").equals("both");
        return both && labels.equals(Set.of("region=near", "region=far")) ? Fault.of(Kind.CUT, near) : null;
    }

    private static int index(JsonNode label) {
        String text = label.asText("");
        return text.startsWith(NODE) ? Integer.parseInt(text.substring(NODE.length())) - 1 : -1;
    }

    /** The label of a node. */
    static NodeLabel label(int node) {
        return new NodeLabel(NODE + (node + 1));
    }
}
