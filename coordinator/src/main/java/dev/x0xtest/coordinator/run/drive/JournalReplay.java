package dev.x0xtest.coordinator.run.drive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.plans.ColumnKeys;
import dev.x0xtest.coordinator.run.terms.Payloads;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import java.io.IOException;
import java.io.LineNumberReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replays a journal into the report of its run. Runs on the caller's thread. */
public final class JournalReplay {
    /** How a payload line begins; other lines need no parsing in the first pass. */
    private static final String PAYLOAD = "{\"payload\":";

    private static final String HEADER = "{\"format\":";

    private final ObjectMapper json = JournalJson.mapper();
    private final Map<String, String> digests = new HashMap<>();

    private JournalReplay() {}

    /**
     * Replays a journal.
     *
     * @throws Damage when the file is no journal, is damaged, or ends before its run did
     * @throws IOException when the file cannot be read
     */
    public static Report report(Path file) throws IOException {
        return new JournalReplay().replay(file);
    }

    /** What is wrong with a journal. The message completes "the journal FILE …". */
    public static final class Damage extends IOException {
        private static final long serialVersionUID = 1L;

        Damage(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private Report replay(Path file) throws IOException {
        // Events need digests that are written among them: read the file twice rather than keep it in memory.
        try (LineNumberReader lines = open(file)) {
            String first = next(lines);
            RunState state = state(first);
            for (String line = next(lines); line != null; line = next(lines)) {
                JsonNode node = line.startsWith(PAYLOAD) ? parsed(line, lines) : NullNode.instance;
                if (node.has("payload") && node.has("sha256")) {
                    digests.put(node.get("payload").asText(), node.get("sha256").asText());
                }
            }
            return replayed(file, state);
        }
    }

    private Report replayed(Path file, RunState state) throws IOException {
        try (LineNumberReader lines = open(file)) {
            next(lines);
            for (String line = next(lines); line != null; line = next(lines)) {
                Report report = feed(state, parsed(line, lines), lines);
                if (report != null) {
                    return report;
                }
            }
            throw new Damage("ends before its run did: the run is still going on, or it was killed", null);
        }
    }

    private static LineNumberReader open(Path file) throws IOException {
        return new LineNumberReader(Files.newBufferedReader(file, StandardCharsets.UTF_8));
    }

    private static @Nullable String next(LineNumberReader lines) throws IOException {
        try {
            return lines.readLine();
        } catch (CharacterCodingException e) {
            throw new Damage("is damaged after line " + lines.getLineNumber() + ": it is not UTF-8 there", e);
        }
    }

    private JsonNode parsed(String line, LineNumberReader lines) throws IOException {
        try {
            return json.readTree(line);
        } catch (JsonProcessingException e) {
            int number = lines.getLineNumber();
            String damage = next(lines) == null
                    ? "is cut off in line " + number + ": its run was killed, or the disk was full"
                    : "is damaged in line " + number;
            throw new Damage(damage, e);
        }
    }

    private RunState state(@Nullable String line) throws Damage {
        if (line == null) {
            throw new Damage("is empty: its run was killed before it began", null);
        }
        JsonNode head = header(line);
        if (!head.path("format").isInt()) {
            throw new Damage("is not a journal of x0xtest", null);
        }
        int format = head.path("format").asInt();
        if (format != JournalJson.FORMAT) {
            String ours = "; this x0xtest reads format " + JournalJson.FORMAT;
            throw new Damage("has format " + format + ours, null);
        }
        try {
            RunConfig config = json.treeToValue(head.path("run"), RunConfig.class);
            Origin origin =
                    head.has(JournalJson.ORIGIN) ? json.treeToValue(head.get(JournalJson.ORIGIN), Origin.class) : null;
            return new RunState(config, origin, payloads(config.limits().payloadBytes()), ColumnKeys.none());
        } catch (JsonProcessingException | RuntimeException e) {
            throw new Damage("is damaged in line 1", e);
        }
    }

    private JsonNode header(String line) throws Damage {
        try {
            return json.readTree(line);
        } catch (JsonProcessingException e) {
            boolean ours = line.startsWith(HEADER);
            throw new Damage(
                    ours ? "is cut off in line 1: its run was killed before it began" : "is not a journal of x0xtest",
                    e);
        }
    }

    private @Nullable Report feed(RunState state, JsonNode node, LineNumberReader lines) throws Damage {
        if (!node.has("event")) {
            return null;
        }
        try {
            ObjectNode line = (ObjectNode) node;
            long at = line.remove("at_ns").asLong();
            for (RunEffect effect : state.on(json.treeToValue(line, RunEvent.class), at)) {
                // A replay performs nothing: of all effects only the report counts.
                if (effect instanceof RunEffect.Finished finished) {
                    return finished.report();
                }
            }
            return null;
        } catch (JsonProcessingException | RuntimeException e) {
            // No run has had this event then: somebody edited the file, or another build wrote it.
            throw new Damage("is damaged in line " + lines.getLineNumber(), e);
        }
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
