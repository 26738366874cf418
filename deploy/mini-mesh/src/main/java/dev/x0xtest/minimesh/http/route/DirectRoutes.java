package dev.x0xtest.minimesh.http.route;

import static dev.x0xtest.minimesh.http.exchange.HttpAnswer.object;

import dev.x0xtest.minimesh.http.exchange.HttpAnswer;
import dev.x0xtest.minimesh.http.exchange.Rejection;
import dev.x0xtest.minimesh.http.exchange.Request;
import dev.x0xtest.minimesh.http.exchange.Router;
import dev.x0xtest.minimesh.http.exchange.Shape;
import dev.x0xtest.minimesh.http.exchange.Shape.Kind;
import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.node.Node;
import dev.x0xtest.minimesh.node.direct.DirectSender;
import dev.x0xtest.minimesh.node.memory.KnownAgent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The endpoints {@code /direct/send} and {@code /direct/connections}. {@link DirectStream} has the stream. */
public final class DirectRoutes {
    private static final Shape SEND = Shape.of("DirectSendRequest")
            .with("agent_id", Kind.TEXT)
            .with("payload", Kind.TEXT)
            .with("prefer_raw_quic_if_connected", Kind.OPTIONAL_FLAG)
            .with("raw_quic_receive_ack_ms", Kind.OPTIONAL_NUMBER)
            .with("stop_fallback_on_raw_error", Kind.DEFAULT_FLAG)
            .with("require_gossip", Kind.DEFAULT_FLAG)
            .with("require_gossip_ack", Kind.ANYTHING)
            .with("require_ack_ms", Kind.OPTIONAL_NUMBER)
            .with("require_durable_app_ack", Kind.OPTIONAL_FLAG)
            .with("logical_id", Kind.OPTIONAL_TEXT);
    private static final Pattern LOGICAL_ID = Pattern.compile("[a-z0-9._:-]{1,128}");

    private final Node node;

    public DirectRoutes(Node node) {
        this.node = node;
    }

    public void addTo(Router router) {
        router.add("POST", "/direct/send", this::send);
        router.answer("GET", "/direct/connections", request -> connections());
        router.add("GET", "/direct/events", new DirectStream(node)::open);
    }

    private void send(Request request, Router.Reply reply) throws Rejection {
        Shape.Fields fields = request.json(SEND);
        String recipient = Request.agentId(fields.text("agent_id"));
        boolean durable = fields.flag("require_durable_app_ack", true);
        checkShape(fields, durable);
        if (node.memory().contacts().blocks(recipient)) {
            throw new Rejection(HttpAnswer.error(403, "agent is blocked"));
        }
        var send = new DirectSender.Request(
                recipient,
                payload(fields),
                fields.flag("prefer_raw_quic_if_connected", true),
                clamped(fields.number("raw_quic_receive_ack_ms")),
                fields.flag("stop_fallback_on_raw_error", false),
                fields.flag("require_gossip", false),
                clamped(fields.number("require_ack_ms")),
                durable,
                fields.optionalText("logical_id"));
        node.sender().send(send, answer -> reply.answer(answer(send, answer)));
    }

    private static void checkShape(Shape.Fields fields, boolean durable) throws Rejection {
        if (fields.has("require_gossip_ack")) {
            throw refused(
                    "require_gossip_ack_removed",
                    "require_gossip_ack was removed in ADR 0030 §4; use require_durable_app_ack to choose receipt"
                            + " semantics");
        }
        String logicalId = fields.optionalText("logical_id");
        if (logicalId != null && !LOGICAL_ID.matcher(logicalId).matches()) {
            throw refused("invalid_logical_id", "logical_id must be 1 to 128 characters of [a-z0-9._:-]");
        }
        if (logicalId != null && !durable) {
            throw refused(
                    "logical_id_requires_durable_ack",
                    "logical_id has no effect without durable delivery; remove require_durable_app_ack: false or drop"
                            + " logical_id");
        }
    }

    private static Rejection refused(String error, String detail) {
        return new Rejection(HttpAnswer.json(400, object("detail", detail, "error", error, "ok", false)));
    }

    private static Bytes payload(Shape.Fields fields) throws Rejection {
        try {
            return Request.base64(fields.text("payload"));
        } catch (Request.InvalidBase64Exception e) {
            throw Rejection.badRequest("invalid base64: " + e.getMessage());
        }
    }

    private static @Nullable Long clamped(@Nullable Long milliseconds) {
        return milliseconds == null ? null : Long.valueOf(Math.max(100, Math.min(30_000, milliseconds)));
    }

    private HttpAnswer answer(DirectSender.Request request, DirectSender.Outcome answer) {
        if (answer instanceof DirectSender.Outcome.Sent sent) {
            return sent(request, sent);
        }
        return failed((DirectSender.Outcome.Failed) answer);
    }

    private HttpAnswer sent(DirectSender.Request request, DirectSender.Outcome.Sent sent) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("ack_publish_route_failed", 0);
        body.put("last_ack_publish_ms", null);
        if (sent.observedAckIngress() != null) {
            body.put("observed_ack_ingress", sent.observedAckIngress());
        }
        body.put("ok", true);
        body.put("path", sent.path());
        body.put("request_id", sent.requestId().hex());
        body.put("require_ack", request.requireAckMs() == null ? null : liveness(request.recipientAgentId()));
        body.put("retries_used", sent.retriesUsed());
        return HttpAnswer.json(200, body);
    }

    private Map<String, @Nullable Object> liveness(String agentId) {
        boolean known = node.memory()
                .knownAgents()
                .find(agentId)
                .filter(KnownAgent::routable)
                .isPresent();
        return known
                ? object("ok", true, "rtt_ms", 0)
                : object("error", "agent not in discovery cache (peer_id unknown)", "ok", false);
    }

    private static HttpAnswer failed(DirectSender.Outcome.Failed failed) {
        if (failed.detail() == null) {
            return HttpAnswer.error(failed.status(), failed.error());
        }
        var body = new LinkedHashMap<String, @Nullable Object>();
        DirectSender.Outcome.DurableStages stages = failed.stages();
        boolean timeout = failed.error().equals("timeout");
        if (timeout) {
            body.put("ack_publish_route_failed", 0);
        }
        if (stages != null) {
            body.put("ack_wait_ms", stages.ackWaitMs());
            body.put("budget_stage", stages.budgetStage());
        }
        body.put("detail", failed.detail());
        if (stages != null) {
            body.put("elapsed_ms", stages.elapsedMs());
        }
        body.put("error", failed.error());
        if (timeout) {
            body.put("last_ack_publish_ms", null);
        }
        body.put("ok", false);
        if (stages != null) {
            body.put("publish_ms", stages.publishMs());
            body.put("strict_gate_ms", stages.strictGateMs());
        }
        return HttpAnswer.json(failed.status(), body);
    }

    private HttpAnswer connections() {
        var connections = node.neighbours().all().stream()
                .map(neighbour ->
                        object("agent_id", neighbour.machine().agentId(), "machine_id", neighbour.machineId()))
                .toList();
        return HttpAnswer.ok("connections", connections, "ok", true);
    }
}
