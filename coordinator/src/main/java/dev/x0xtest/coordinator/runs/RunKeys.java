package dev.x0xtest.coordinator.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.cli.files.PrivateFiles;
import dev.x0xtest.coordinator.run.terms.RunSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The secret of a run in a file that only its owner may read. It is apart from the journal, so that a journal can be shown
 * to others.
 */
final class RunKeys {
    static final String FILE = "run.keys";
    private static final int MOST_BYTES = 4_096;

    private RunKeys() {}

    static void write(Path directory, String runId, RunSecret secret) throws IOException {
        String text = new ObjectMapper()
                .createObjectNode()
                .put("run", runId)
                .put("secret", secret.hex())
                .toString();
        PrivateFiles.replace(directory.resolve(FILE), text + "\n");
    }

    /** The secret of this run; empty if the file is gone, unreadable, or another run's. */
    static Optional<RunSecret> read(Path directory, String runId) {
        Path file = directory.resolve(FILE);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            JsonNode keys = new ObjectMapper().readTree(Files.readString(file));
            return keys.path("run").asText().equals(runId)
                    ? Optional.of(RunSecret.of(keys.path("secret").asText()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
