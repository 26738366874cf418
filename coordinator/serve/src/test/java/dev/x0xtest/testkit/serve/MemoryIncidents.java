package dev.x0xtest.testkit.serve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.serve.model.Incident;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes incidents of causes as reports have them. */
final class MemoryIncidents {
    /** How long before the run that shows it an incident is said to have begun. */
    private static final long BEGAN_MS = 720_000;

    private MemoryIncidents() {}

    /**
     * The incident of a cause.
     *
     * @param before incidents that lasted until now; one about the same subject goes on
     * @param ids gives a new one its id
     */
    static Incident of(JsonNode cause, String run, long endedMs, List<Incident> before, Supplier<String> ids) {
        String subject = cause.path("subject").toString();
        Optional<Incident> same =
                before.stream().filter(one -> one.subject().equals(subject)).findFirst();
        List<String> named = new ArrayList<>();
        cause.path("subject").forEach(word -> {
            if (word.isTextual()
                    && !word.asText().equals("one_way")
                    && !word.asText().equals("both")) {
                named.add(word.asText());
            }
        });
        List<String> cells = new ArrayList<>();
        cause.path("explains")
                .forEach(pair ->
                        cells.add(pair.path(0).asText() + ">" + pair.path(1).asText()));
        return new Incident(
                same.map(Incident::id).orElseGet(ids),
                MemoryHistory.SCOPE,
                cause.path("kind").asText(),
                cause.path("part").isNull() ? null : cause.path("part").asText(),
                subject,
                named,
                cells.subList(0, Math.min(Incident.MOST_CELLS, cells.size())),
                Incident.State.OPEN,
                cause.path("severity").asText(),
                same.map(Incident::sinceMs).orElse(endedMs - BEGAN_MS),
                endedMs,
                null,
                2,
                3,
                0,
                cause.path("log10_odds").asDouble(),
                cause.path("text").asText(),
                cause.path("next").path("command").asText(),
                List.of(run));
    }
}
