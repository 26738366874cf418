package dev.x0xtest.coordinator.run.drive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.plans.ColumnKeys;
import dev.x0xtest.coordinator.run.terms.Payloads;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Replays a journal into the report of its run. Runs on the caller's thread. */
public final class JournalReplay {
    /** How a payload line begins; other lines need no parsing in the first pass. */
    private static final String PAYLOAD = "{\"payload\":";

    private final ObjectMapper json = JournalJson.mapper();
    private final Map<String, String> digests = new HashMap<>();

    private JournalReplay() {}

    /**
     * Replays a journal.
     *
     * @return the report; empty when the journal ends before the run did
     * @throws IOException when the file cannot be read or is no journal; the message is one line
     */
    public static Optional<Report> report(Path file) throws IOException {
        return new JournalReplay().replay(file);
    }

    private Optional<Report> replay(Path file) throws IOException {
        // Events need digests that are written among them: read the file twice rather than keep it in memory.
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                JsonNode node = line.startsWith(PAYLOAD) ? json.readTree(line) : NullNode.instance;
                if (node.has("payload") && node.has("sha256")) {
                    digests.put(node.get("payload").asText(), node.get("sha256").asText());
                }
            }
        }
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            RunConfig config = config(file, reader.readLine());
            RunState state = new RunState(config, payloads(config.limits().payloadBytes()), ColumnKeys.none());
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Report report = feed(state, json.readTree(line));
                if (report != null) {
                    return Optional.of(report);
                }
            }
            return Optional.empty();
        }
    }

    private RunConfig config(Path file, @Nullable String line) throws IOException {
        JsonNode head = line == null ? null : json.readTree(line);
        if (head == null || head.path("format").asInt() != JournalJson.FORMAT) {
            throw new IOException(file + " is not a journal of format " + JournalJson.FORMAT);
        }
        return json.treeToValue(head.get("run"), RunConfig.class);
    }

    private @Nullable Report feed(RunState state, JsonNode node) throws IOException {
        if (!node.has("event")) {
            return null;
        }
        ObjectNode line = (ObjectNode) node;
        long at = line.remove("at_ns").asLong();
        for (RunEffect effect : state.on(json.treeToValue(line, RunEvent.class), at)) {
            // A replay performs nothing: of all effects only the report counts.
            if (effect instanceof RunEffect.Finished finished) {
                return finished.report();
            }
        }
        return null;
    }

    private Payloads payloads(int bytes) {
        return new Payloads() {
            @Override
            public byte[] payload(String requestId) {
                return new byte[bytes];
            }

            @Override
            public String sha256(String requestId) {
                return digests.getOrDefault(requestId, "0".repeat(64));
            }
        };
    }
}
