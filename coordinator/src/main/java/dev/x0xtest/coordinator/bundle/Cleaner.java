package dev.x0xtest.coordinator.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.coordinator.report.AnchorReport;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.CellView;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What others may see of a run: without secrets, and without names if there is an anonymizer.
 *
 * @param anonymizer null: names stay
 */
record Cleaner(Redactor redactor, @Nullable Anonymizer anonymizer) {
    private static final String SSH = "--ssh";

    String text(String text) {
        String clean = redactor.text(text);
        return anonymizer == null ? clean : anonymizer.text(clean);
    }

    private @Nullable String maybe(@Nullable String text) {
        return text == null ? null : text(text);
    }

    JsonNode json(JsonNode node) {
        JsonNode clean = redactor.json(node);
        return anonymizer == null ? clean : anonymizer.json(clean);
    }

    NodeLabel label(NodeLabel label) {
        return anonymizer == null ? label : anonymizer.label(label);
    }

    private @Nullable AgentId agent(@Nullable AgentId agent) {
        return agent == null || anonymizer == null ? agent : anonymizer.agent(agent);
    }

    private @Nullable String machine(@Nullable String machine) {
        return machine == null || anonymizer == null ? machine : anonymizer.id(machine);
    }

    private List<String> texts(List<String> texts) {
        return texts.stream().map(this::text).toList();
    }

    /** The same accounting with clean texts; cells are cleaned when they are read. */
    Report report(Report report) {
        AnchorReport anchor = report.anchor();
        Ending ending = report.ending();
        Origin origin = report.origin();
        return Report.of(
                report.runId(),
                report.plane(),
                report.scope()
                        .excluding(report.scope().excluded().stream()
                                .map(this::label)
                                .toList()),
                anchor == null ? null : anchor(anchor),
                report.roster().stream().map(this::entry).toList(),
                CellView.of(report, this::cell),
                report.totals().controlDms(),
                report.timing(),
                ending == null ? null : new Ending(ending.cause(), text(ending.reason()), text(ending.next())),
                report.counters(),
                texts(report.warnings()),
                report.epochs(),
                origin == null ? null : origin(origin));
    }

    private AnchorReport anchor(AnchorReport anchor) {
        AgentId agent = anonymizer == null ? anchor.agentId() : anonymizer.agent(anchor.agentId());
        String machine = anonymizer == null ? anchor.machineId() : anonymizer.id(anchor.machineId());
        return new AnchorReport(
                label(anchor.node()), text(anchor.apiBase()), agent, machine, text(anchor.x0xd()), anchor.peers());
    }

    private RosterEntry entry(RosterEntry entry) {
        return new RosterEntry(
                label(entry.node()),
                agent(entry.agentId()),
                machine(entry.machineId()),
                entry.pinned(),
                maybe(entry.runner()),
                maybe(entry.x0xd()),
                entry.ready() ? RosterEntry.READY : text(entry.state()),
                entry.channel(),
                text(entry.control()),
                entry.ledger());
    }

    private CellReport cell(CellReport cell) {
        CellReport.Evidence evidence = cell.evidence();
        return new CellReport(
                label(cell.src()),
                label(cell.dst()),
                cell.outcome(),
                maybe(cell.reason()),
                maybe(cell.code()),
                maybe(cell.path()),
                cell.samples(),
                cell.attempts(),
                cell.sendMs(),
                cell.spread(),
                cell.left(),
                cell.firstAttemptOk(),
                cell.duplicates(),
                texts(cell.flags()),
                new CellReport.Evidence(
                        text(evidence.sender()),
                        text(evidence.receiver()),
                        text(evidence.coverage()),
                        text(evidence.control()),
                        texts(evidence.requestIds())),
                cell.sizes());
    }

    /** What was typed names hosts, users and files; without names it is left out. */
    private Origin origin(Origin origin) {
        if (anonymizer != null) {
            return new Origin(origin.startedAt(), origin.version(), "", List.of(), Map.of(), Map.of());
        }
        Map<String, String> options = new LinkedHashMap<>();
        origin.options().forEach((name, value) -> options.put(name, isSsh(name) ? Redactor.REMOVED : text(value)));
        Map<String, String> unusable = new LinkedHashMap<>();
        origin.unusableAnchors().forEach((node, why) -> unusable.put(node, text(why)));
        return new Origin(
                origin.startedAt(),
                origin.version(),
                text(origin.host()),
                words(origin.commandLine()),
                options,
                unusable);
    }

    private List<String> words(List<String> typed) {
        List<String> words = new ArrayList<>();
        boolean hidden = false;
        for (String word : typed) {
            boolean ssh = isSsh(word);
            int equals = word.indexOf('=');
            String shown = ssh && equals > 0 ? word.substring(0, equals + 1) + Redactor.REMOVED : text(word);
            words.add(hidden ? Redactor.REMOVED : shown);
            hidden = ssh && equals < 0;
        }
        return words;
    }

    private static boolean isSsh(String option) {
        return option.startsWith(SSH);
    }
}
