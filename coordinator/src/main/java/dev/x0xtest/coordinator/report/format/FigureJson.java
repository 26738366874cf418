package dev.x0xtest.coordinator.report.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.figure.BlastRadius;
import dev.x0xtest.coordinator.report.figure.VersionTable;

/** What the loss of a node would cut, and pairs by the versions of x0xd, as JSON. Absent where they say nothing. */
final class FigureJson {
    private FigureJson() {}

    static void put(Report report, ObjectNode json) {
        BlastRadius.of(report).ifPresent(radius -> radius(radius, json.putObject("blast_radius")));
        VersionTable.of(report)
                .ifPresent(table -> versions(table, json.putObject("versions").putArray("x0xd")));
    }

    private static void radius(BlastRadius radius, ObjectNode json) {
        json.put("any_one_node", radius.anyOne());
        json.put("linked_nodes", radius.linked());
        ArrayNode critical = json.putArray("critical");
        for (BlastRadius.Critical one : radius.critical()) {
            ObjectNode node = critical.addObject().put("node", one.node().text());
            ArrayNode cutOff = node.putArray("cut_off");
            one.cutOff().forEach(label -> cutOff.add(label.text()));
        }
    }

    private static void versions(VersionTable table, ArrayNode json) {
        for (int row = 0; row < table.versions().size(); row++) {
            for (int column = 0; column < table.versions().size(); column++) {
                VersionTable.Count count = table.counts().get(row).get(column);
                if (count.pairs() > 0) {
                    json.addObject()
                            .put("src", table.versions().get(row))
                            .put("dst", table.versions().get(column))
                            .put("pairs", count.pairs())
                            .put("proven", count.proven());
                }
            }
        }
    }
}
