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
 * A node of a mesh, as a file tells other programs of it.
 *
 * @param tokenFile where the token of its REST lies
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

    /** Whole or not at all: whoever waits for the file may read it as soon as it is there. */
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
            throw new EnvironmentException(file + " describes no mesh: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new EnvironmentException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
