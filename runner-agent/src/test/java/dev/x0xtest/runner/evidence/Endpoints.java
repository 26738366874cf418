package dev.x0xtest.runner.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.json.WireJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Answers the calls that gather evidence, and counts them. */
final class Endpoints implements Function<String, CompletableFuture<Daemon.Response>> {
    private final Map<String, JsonNode> bodies = new HashMap<>();
    /** If true, every call stays unanswered. */
    boolean hanging;

    /** The calls that stay unanswered while {@link #hanging} is true. */
    final List<CompletableFuture<Daemon.Response>> held = new ArrayList<>();

    final List<String> calls = new ArrayList<>();

    Endpoints() {
        connectivity(0, 0);
        set("/peers", Recorded.body("peers"));
        set("/diagnostics/ack", Recorded.body("diagnostics ack"));
        set("/contacts", Recorded.body("contacts list"));
    }

    void set(String path, JsonNode body) {
        bodies.put(path, body);
    }

    /** The daemon has failed to connect so often, and has lost so many packets of its one connection. */
    void connectivity(long connectsFailed, long lostPackets) {
        ObjectNode body = WireJson.object();
        body.putObject("connection_pool").put("lru_evictions_total", 0).put("establish_failures_total", connectsFailed);
        body.putArray("per_peer_transport")
                .addObject()
                .put("peer_id", machine(0))
                .put("connected", true)
                .put("last_received_ago_ms", 120)
                .put("lost_packets", lostPackets);
        set("/diagnostics/connectivity", body);
    }

    /** The daemon has heard of this agent; its machine is {@link #machine} of the number. */
    void discovered(AgentId agent, int number) {
        ObjectNode body = WireJson.object();
        body.putObject("agent").put("agent_id", agent.hex()).put("machine_id", machine(number));
        set("/agents/discovered/" + agent.hex(), body);
    }

    static String machine(int number) {
        return String.format("%064x", 0xa0 + number);
    }

    long count(String path) {
        return calls.stream().filter(call -> call.contains(path)).count();
    }

    @Override
    public CompletableFuture<Daemon.Response> apply(String call) {
        calls.add(call);
        if (hanging) {
            CompletableFuture<Daemon.Response> later = new CompletableFuture<>();
            held.add(later);
            return later;
        }
        JsonNode body = bodies.get(call.substring(call.indexOf(' ') + 1));
        return body == null
                ? FakeDaemon.failing(404, "agent not found")
                : CompletableFuture.completedFuture(new Daemon.Response(200, body));
    }
}
