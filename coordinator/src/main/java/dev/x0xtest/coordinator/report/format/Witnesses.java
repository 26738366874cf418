package dev.x0xtest.coordinator.report.format;

import dev.x0xtest.coordinator.report.CellReport;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Joins the evidence of one cell into one line. Empty phrases are left out. */
final class Witnesses {
    private Witnesses() {}

    static String of(CellReport cell) {
        CellReport.Evidence evidence = cell.evidence();
        StringJoiner phrases = new StringJoiner("; ");
        String reason = cell.reason() == null ? cell.outcome().meaning() : cell.reason();
        phrases.add(reason);
        add(phrases, "sender: ", evidence.sender());
        add(phrases, "receiver: ", evidence.receiver());
        if (!reason.contains(evidence.coverage()) && !evidence.coverage().equals(CellReport.Evidence.NOT_NEEDED)) {
            add(phrases, "coverage: ", evidence.coverage());
        }
        add(phrases, "command: ", evidence.control());
        if (!cell.samples().isEmpty()) {
            phrases.add("samples: " + counts(cell));
        }
        if (cell.attempts() > 1) {
            phrases.add(cell.attempts() + " attempts");
        }
        List<String> requests = evidence.requestIds();
        if (!requests.isEmpty()) {
            phrases.add("request " + requests.get(requests.size() - 1));
        }
        return phrases.toString();
    }

    static String counts(CellReport cell) {
        return cell.samples().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static void add(StringJoiner phrases, String name, String phrase) {
        if (!phrase.isEmpty()) {
            phrases.add(name + phrase);
        }
    }
}
