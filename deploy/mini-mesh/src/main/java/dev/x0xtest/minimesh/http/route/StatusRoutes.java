package dev.x0xtest.minimesh.http.route;

import dev.x0xtest.minimesh.http.exchange.HttpAnswer;
import dev.x0xtest.minimesh.http.exchange.Router;
import dev.x0xtest.minimesh.node.Node;
import java.util.List;
import java.util.function.Supplier;

/** The endpoints {@code /health}, {@code /status}, {@code /network/status} and {@code /shutdown}. */
public final class StatusRoutes {
    /** The version of x0xd that the stand-in imitates. */
    static final String VERSION = "0.48.1";

    private final Node node;
    private final Supplier<String> apiAddress;
    private final Runnable shutdown;

    public StatusRoutes(Node node, Supplier<String> apiAddress, Runnable shutdown) {
        this.node = node;
        this.apiAddress = apiAddress;
        this.shutdown = shutdown;
    }

    public void addTo(Router router) {
        router.answer("GET", "/health", request -> health());
        router.answer("GET", "/status", request -> status());
        router.answer("GET", "/network/status", request -> network());
        router.add("POST", "/shutdown", (request, reply) -> {
            reply.answer(HttpAnswer.ok("message", "shutting down", "ok", true));
            shutdown.run();
        });
    }

    private HttpAnswer health() {
        int peers = node.neighbours().all().size();
        return HttpAnswer.ok(
                "ok",
                true,
                "status",
                "healthy",
                "version",
                VERSION,
                "peers",
                peers,
                "send_ready_peers",
                peers,
                "uptime_secs",
                node.uptimeSeconds(),
                "unsigned_group_cards_refused",
                0);
    }

    private HttpAnswer status() {
        int peers = node.neighbours().all().size();
        boolean young = node.uptimeSeconds() < 45;
        return HttpAnswer.ok(
                "ok",
                true,
                "status",
                peers > 0 ? "connected" : young ? "connecting" : "isolated",
                "version",
                VERSION,
                "uptime_secs",
                node.uptimeSeconds(),
                "api_address",
                apiAddress.get(),
                "external_addrs",
                List.of(node.address()),
                "agent_id",
                node.context().identity().agentId(),
                "peers",
                peers,
                "send_ready_peers",
                peers,
                "revocation_resync_required",
                false,
                "warnings",
                List.of());
    }

    private HttpAnswer network() {
        int peers = node.neighbours().all().size();
        return HttpAnswer.ok(
                "avg_rtt_ms",
                0,
                "can_receive_direct",
                true,
                "connected_peers",
                peers,
                "coordination_sessions",
                0,
                "direct_connections",
                peers,
                "external_addrs",
                List.of(node.address()),
                "has_global_address",
                false,
                "hole_punch_success_rate",
                0.0,
                "is_coordinating",
                false,
                "is_relaying",
                false,
                "local_addr",
                node.address(),
                "nat_type",
                "FullCone",
                "ok",
                true,
                "relay_sessions",
                0,
                "relayed_connections",
                0,
                "uptime_secs",
                node.uptimeSeconds());
    }
}
