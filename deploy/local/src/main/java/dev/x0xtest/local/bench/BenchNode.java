package dev.x0xtest.local.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.files.WholeFile;
import dev.x0xtest.local.mesh.daemons.Daemons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A node of a mesh, in the JSON file that {@code bench mesh} writes for other programs.
 *
 * @param tokenFile the file with the token of its REST API
 */
public record BenchNode(String label, String apiBase, String tokenFile, String agentId) {
    private static final JsonMapper JSON = new JsonMapper();

    public static BenchNode of(Daemons.Node node) {
        return new BenchNode(
                node.label().text(),
                node.address().toString(),
                node.tokenFile().toString(),
                node.agentId().hex());
    }

    /** Writes the file atomically: a program that waits for it may read it as soon as it exists. */
    public static void write(Path file, List<BenchNode> nodes) {
        try {
            WholeFile.write(file, JSON.writeValueAsString(nodes));
        } catch (IOException e) {
            throw new EnvironmentException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    public static List<BenchNode> read(Path file) {
        try {
            return JSON.readValue(Files.readString(file), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new EnvironmentException(file + " is not a mesh description: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new EnvironmentException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
