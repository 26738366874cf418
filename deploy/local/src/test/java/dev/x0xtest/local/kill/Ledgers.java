package dev.x0xtest.local.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.local.mesh.daemons.Daemons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the runners of a mesh have written down of one run: an account that no coordinator has touched. Hops are named
 * {@code src>dst sample}, whatever their epoch and attempt.
 */
final class Ledgers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> begun = new HashSet<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Set<String> arrived = new HashSet<>();

    private Ledgers() {}

    /** Reads the files of all nodes. */
    static Ledgers of(String run, KillableMesh mesh) throws IOException {
        Ledgers ledgers = new Ledgers();
        for (Daemons.Node node : mesh.mesh().nodes()) {
            Path state = mesh.ledgers(node);
            if (Files.isDirectory(state)) {
                try (Stream<Path> files = Files.walk(state)) {
                    for (Path file : files.filter(one -> one.toString().endsWith(".ledger"))
                            .toList()) {
                        ledgers.read(run, file);
                    }
                }
            }
        }
        return ledgers;
    }

    /** The first line is a length; what lies beyond it was being written when the process died. */
    private void read(String run, Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 2) {
            return;
        }
        JsonNode plan = JSON.readTree(lines.get(1)).path("event").path("plan");
        String first = plan.path("epoch_of").asText(plan.path("run").asText());
        if (!first.equals(run)) {
            return;
        }
        Map<String, String> labels = new HashMap<>();
        for (JsonNode node : plan.path("roster")) {
            labels.put(String.valueOf(labels.size()), node.path("label").asText());
        }
        for (String line : lines.subList(2, lines.size())) {
            JsonNode entry = JSON.readTree(line);
            JsonNode event = entry.path("event");
            if (event.has("hop")) {
                note(entry.path("kind").asText(), hop(event.path("hop").asText(), labels), event);
            }
        }
    }

    private void note(String kind, String hop, JsonNode event) {
        switch (kind) {
            case "begun" -> begun.add(hop);
            case "answered" -> {
                if (event.path("state").asText().equals("ok")) {
                    acknowledged.add(hop);
                }
            }
            case "saw" -> {
                if (event.path("what").asText().equals("intact")) {
                    arrived.add(hop);
                }
            }
            default -> throw new IllegalArgumentException("an event " + kind + " with a hop");
        }
    }

    /** Of an id {@code run.source.destination.sample.attempt}. */
    private static String hop(String id, Map<String, String> labels) {
        String[] parts = id.split("\\.");
        return labels.get(parts[1]) + ">" + labels.get(parts[2]) + " " + parts[3];
    }

    /** How many samples of a pair are not known to have been begun. */
    int notBegun(String pair, int samples) {
        return samples - count(begun, pair);
    }

    /** How many samples of a pair arrived intact. */
    int arrived(String pair) {
        return count(arrived, pair);
    }

    /** How many of them the sender's daemon acknowledged as well. */
    int arrivedAndAcknowledged(String pair) {
        Set<String> both = new HashSet<>(arrived);
        both.retainAll(acknowledged);
        return count(both, pair);
    }

    private static int count(Set<String> hops, String pair) {
        return (int) hops.stream().filter(hop -> hop.startsWith(pair + " ")).count();
    }

    @Override
    public String toString() {
        return begun.size() + " hops begun, " + acknowledged.size() + " acknowledged, " + arrived.size() + " arrived";
    }
}
