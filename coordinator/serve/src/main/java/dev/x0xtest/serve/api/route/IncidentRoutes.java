package dev.x0xtest.serve.api.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.serve.api.message.Answer;
import dev.x0xtest.serve.api.message.Json;
import dev.x0xtest.serve.api.message.Problem;
import dev.x0xtest.serve.api.message.Request;
import dev.x0xtest.serve.api.message.Routes;
import dev.x0xtest.serve.api.view.HistoryJson;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.Scope;
import java.util.List;
import java.util.Set;

/** What is and was wrong. */
final class IncidentRoutes {
    private static final Set<String> STATES = Set.of("open", "suspected", "all");

    private final Sources sources;

    IncidentRoutes(Sources sources) {
        this.sources = sources;
    }

    void addTo(Routes routes) {
        routes.reads(Sources.PREFIX + "/incidents", this::list)
                .reads(Sources.PREFIX + "/incidents/{incident}", this::one);
    }

    private Answer list(Request request) {
        String state = request.query().getOrDefault("state", "all");
        if (!STATES.contains(state)) {
            throw new Problem(400, "state is to be open, suspected or all");
        }
        int limit = Sources.limit(request);
        Scope scope = sources.scopeIfAsked(request);
        List<Incident> found =
                sources.read(history -> history.incidents(scope, !state.equals("all"), limit, Sources.before(request)));
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("incidents");
        List<Order> orders = sources.controls().status().orders();
        found.stream()
                .filter(incident ->
                        state.equals("all") || incident.state().label().equals(state))
                .forEach(incident -> list.add(HistoryJson.incident(incident, orders)));
        json.put(
                "next_before",
                found.size() < limit ? null : (Long) found.get(found.size() - 1).sinceMs());
        return Answer.json(json);
    }

    private Answer one(Request request) {
        return sources.read(history -> history.incident(request.argument(0)))
                .map(incident -> Answer.json(HistoryJson.incident(
                        incident, sources.controls().status().orders())))
                .orElseThrow(() -> new Problem(404, "there is no such incident"));
    }
}
