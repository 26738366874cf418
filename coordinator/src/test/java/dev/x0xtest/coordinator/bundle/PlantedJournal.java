package dev.x0xtest.coordinator.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunReport;
import dev.x0xtest.wire.result.Result;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A kept journal in whose messages daemons and runners repeat a text. */
final class PlantedJournal {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlantedJournal() {}

    static Path kept(String name) throws URISyntaxException {
        String journal = "/dev/x0xtest/coordinator/journals/" + name + "/run.jsonl";
        return Path.of(Objects.requireNonNull(PlantedJournal.class.getResource(journal))
                .toURI());
    }

    /** Copies a journal to this directory; as format 1, whose lines have no checksum. */
    static Path in(Path directory, String said, Map<String, String> options) throws Exception {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(kept("by-plans"))) {
            ObjectNode node = (ObjectNode) JSON.readTree(line);
            if (node.has("format")) {
                node.put("format", 1);
                ObjectNode origin = node.putObject("origin");
                origin.put("startedAt", "2026-01-31T10:15:00.000Z")
                        .put("version", "1")
                        .put("host", "laptop");
                origin.putArray("commandLine").add("x0xtest").add("--ssh-user=" + options.get("--ssh-user"));
                ObjectNode known = origin.putObject("options");
                options.forEach(known::put);
            } else if (node.path("event").asText().equals("frame")) {
                node.put("payload", planted(node.path("payload").binaryValue(), said));
            } else if (node.path("event").asText().equals("stream")) {
                node.put("reason", node.path("reason").asText() + " " + said);
            } else if (node.path("event").asText().equals("dm")
                    && !node.path("code").isNull()) {
                node.put("detail", said);
            }
            node.remove("crc");
            lines.add(node.toString());
        }
        Path journal = directory.resolve("run.jsonl");
        Files.write(journal, lines);
        return journal;
    }

    private static byte[] planted(byte[] payload, String said) throws Exception {
        if (!(Frames.decode(payload).orElse(null) instanceof Frame.Res frame)) {
            return payload;
        }
        Result result = frame.result();
        if (!result.kind().equals("report") || !result.details().has("z")) {
            return payload;
        }
        RunReport report = PlanActions.REPORT.details().decode(result.details());
        List<RunReport.RowEntry> row = report.row().stream()
                .map(one -> new RunReport.RowEntry(
                        one.to(),
                        one.sample(),
                        one.attempt(),
                        RunReport.RowEntry.ERROR,
                        null,
                        502,
                        "peer_disconnected",
                        said,
                        one.retriesUsed(),
                        one.dueMs(),
                        one.lateMs(),
                        one.tookMs()))
                .toList();
        RunReport changed = new RunReport(
                report.run(),
                report.epoch(),
                report.index(),
                report.rowFinal(),
                report.columnFinal(),
                row,
                report.column(),
                report.armed(),
                report.now(),
                report.selfDm(),
                report.strangers(),
                report.dropped(),
                report.maxInFlight(),
                report.maxIncoming(),
                report.sent(),
                report.history(),
                report.slowedTo());
        return new Frame.Res(new Result(
                        result.kind(),
                        result.commandId(),
                        result.requestId(),
                        result.outcome(),
                        result.digestMarker(),
                        PlanActions.REPORT.details().encode(changed),
                        result.node(),
                        result.agentId(),
                        result.machineId(),
                        result.tsMs()))
                .encode();
    }

    static String report(Path journal) throws IOException {
        return Files.readString(journal.resolveSibling("report.json"));
    }
}
