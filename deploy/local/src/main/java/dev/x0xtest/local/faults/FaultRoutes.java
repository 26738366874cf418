package dev.x0xtest.local.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Causes;
import dev.x0xtest.serve.api.Extension;
import dev.x0xtest.serve.api.live.Audit;
import dev.x0xtest.serve.api.live.Controls;
import dev.x0xtest.serve.api.live.Refusal;
import dev.x0xtest.serve.api.message.Answer;
import dev.x0xtest.serve.api.message.Caller;
import dev.x0xtest.serve.api.message.Endpoint;
import dev.x0xtest.serve.api.message.Json;
import dev.x0xtest.serve.api.message.Problem;
import dev.x0xtest.serve.api.message.Request;
import dev.x0xtest.serve.api.message.Routes;
import dev.x0xtest.wire.NodeLabel;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** {@code /api/v1/faults}: which faults hold, and to make and end them. */
public final class FaultRoutes implements Extension {
    private static final String PATH = "/api/v1/faults";
    private static final Set<String> MEMBERS = Set.of("kind", "node", "to");

    private final FaultSwitch faults;
    private final InstantSource wall;

    public FaultRoutes(FaultSwitch faults, InstantSource wall) {
        this.faults = faults;
        this.wall = wall;
    }

    @Override
    public void addTo(Routes routes, Controls controls) {
        faults.follow(controls);
        routes.add("GET", PATH, Caller.Role.READER, (Endpoint.Quick) request -> Answer.json(all()))
                .acts("POST", PATH, request -> make(request, controls))
                .acts("DELETE", PATH, request -> mend(request, controls));
    }

    private ObjectNode all() {
        ObjectNode json = list(faults.holding());
        ArrayNode kinds = json.putArray("kinds");
        for (FaultKind kind : faults.kinds()) {
            kinds.addObject()
                    .put("kind", kind.label())
                    .put("nodes", kind.two() ? 2 : 1)
                    .put("verb", kind.verb())
                    .put("text", kind.text());
        }
        ArrayNode nodes = json.putArray("nodes");
        faults.nodes().forEach(node -> nodes.add(node.text()));
        return json;
    }

    private static ObjectNode list(List<MeshFault> holding) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("faults");
        holding.forEach(fault -> list.add(tree(fault)));
        return json;
    }

    private static ObjectNode tree(MeshFault fault) {
        NodeLabel to = fault.to();
        return Json.object()
                .put("id", fault.id())
                .put("kind", fault.kind().label())
                .put("node", fault.node().text())
                .put("to", to == null ? null : to.text())
                .put("since", fault.sinceMs())
                .put("text", fault.text());
    }

    private CompletionStage<Answer> make(Request request, Controls controls) {
        ObjectNode body = request.json();
        body.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw new Problem(400, "the body may have kind, node, to");
            }
        });
        FaultKind kind = FaultKind.parse(body.path("kind").asText())
                .filter(faults.kinds()::contains)
                .orElseThrow(() -> new Problem(400, "kind is to be one of " + labels()));
        NodeLabel node = node(body, "node");
        NodeLabel to = kind.two() ? node(body, "to") : null;
        if (node.equals(to)) {
            throw new Problem(400, "node and to are to be two nodes");
        }
        if (!kind.two() && body.has("to")) {
            throw new Problem(400, "the fault " + kind.label() + " is about one node: leave to out");
        }
        String target = node.text() + (to == null ? "" : ">" + to.text());
        audit(request, controls, "break " + kind.label(), target);
        return answered(faults.make(kind, node, to), fault -> Answer.done(200, tree(fault)));
    }

    private String labels() {
        return String.join(", ", faults.kinds().stream().map(FaultKind::label).toList());
    }

    private NodeLabel node(ObjectNode body, String member) {
        JsonNode given = body.path(member);
        return faults.nodes().stream()
                .filter(label -> label.text().equals(given.textValue()))
                .findFirst()
                .orElseThrow(() -> new Problem(400, member + " is to be a node of the mesh"));
    }

    private CompletionStage<Answer> mend(Request request, Controls controls) {
        Iterator<String> members = request.json().fieldNames();
        if (members.hasNext()) {
            throw new Problem(400, "the body is to be empty: ?id= names a fault");
        }
        String id = request.query().get("id");
        if (id != null
                && faults.holding().stream().noneMatch(fault -> fault.id().equals(id))) {
            throw new Problem(404, "there is no such fault");
        }
        audit(request, controls, "mend", id == null ? "" : id);
        return answered(faults.mend(id), mended -> Answer.done(200, list(mended)));
    }

    private void audit(Request request, Controls controls, String action, String target) {
        controls.audited(new Audit(wall.millis(), request.caller().name(), action, target, ""));
    }

    /** What the switch refuses is a problem. */
    private static <T> CompletionStage<Answer> answered(CompletionStage<T> stage, Function<T, Answer> form) {
        return stage.handle((result, failure) -> {
            if (failure == null) {
                return form.apply(result);
            }
            if (Causes.unwrapped(failure) instanceof Refusal refusal) {
                throw new Problem(409, refusal.text());
            }
            throw new IllegalStateException(failure);
        });
    }
}
