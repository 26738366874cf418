package dev.x0xtest.local.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.local.mesh.daemons.Daemons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    /** The first line: the length of the whole lines, in twenty digits. */
    private static final int HEAD = 21;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Attempts that may have left the runner: begun, and not known to have found no daemon. */
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

    /** What lies beyond the length in the first line was being written when the process died. */
    private void read(String run, Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        if (content.length <= HEAD) {
            return;
        }
        int length = Integer.parseInt(new String(content, 0, HEAD - 1, StandardCharsets.US_ASCII));
        List<String> lines = new String(content, HEAD, length - HEAD, StandardCharsets.UTF_8)
                .lines()
                .toList();
        JsonNode plan = JSON.readTree(lines.get(0)).path("event").path("plan");
        String first = plan.path("epoch_of").asText(plan.path("run").asText());
        if (!first.equals(run)) {
            return;
        }
        Map<String, String> labels = new HashMap<>();
        for (JsonNode node : plan.path("roster")) {
            labels.put(String.valueOf(labels.size()), node.path("label").asText());
        }
        for (String line : lines.subList(1, lines.size())) {
            JsonNode entry = JSON.readTree(line);
            JsonNode event = entry.path("event");
            if (event.has("hop")) {
                String id = event.path("hop").asText();
                note(entry.path("kind").asText(), hop(id, labels), id.substring(id.lastIndexOf('.')), event);
            }
        }
    }

    private void note(String kind, String hop, String attempt, JsonNode event) {
        switch (kind) {
            case "begun" -> begun.add(hop + attempt);
            case "answered" -> {
                switch (event.path("state").asText()) {
                    case "ok" -> acknowledged.add(hop);
                    case "not_attempted" -> begun.remove(hop + attempt);
                    default -> {}
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
        String[] parts = id.split("\\.", -1);
        return labels.get(parts[1]) + ">" + labels.get(parts[2]) + " " + parts[3];
    }

    /** How many samples of a pair did not leave the runner. */
    int notBegun(String pair, int samples) {
        Set<String> left = new HashSet<>();
        begun.forEach(attempt -> left.add(attempt.substring(0, attempt.lastIndexOf('.'))));
        return samples - count(left, pair);
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
