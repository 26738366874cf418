package dev.x0xtest.minimesh.http.route;

import static dev.x0xtest.minimesh.http.exchange.HttpAnswer.object;

import dev.x0xtest.minimesh.http.exchange.HttpAnswer;
import dev.x0xtest.minimesh.http.exchange.Rejection;
import dev.x0xtest.minimesh.http.exchange.Request;
import dev.x0xtest.minimesh.http.exchange.Router;
import dev.x0xtest.minimesh.http.exchange.Shape;
import dev.x0xtest.minimesh.http.exchange.Shape.Kind;
import dev.x0xtest.minimesh.identity.AgentCard;
import dev.x0xtest.minimesh.identity.AgentCards;
import dev.x0xtest.minimesh.identity.NodeIdentity;
import dev.x0xtest.minimesh.node.Node;
import dev.x0xtest.minimesh.node.memory.Contact;
import dev.x0xtest.minimesh.node.memory.KnownAgent;
import dev.x0xtest.minimesh.node.memory.TrustLevel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The endpoints on identities: {@code /agent}, cards, {@code /agents/discovered}, {@code /agents/connect}. */
public final class IdentityRoutes {
    private static final Shape IMPORT =
            Shape.of("ImportCardRequest").with("card", Kind.TEXT).with("trust_level", Kind.OPTIONAL_TEXT);
    private static final Shape CONNECT = Shape.of("ConnectAgentRequest").with("agent_id", Kind.TEXT);

    private final Node node;

    public IdentityRoutes(Node node) {
        this.node = node;
    }

    public void addTo(Router router) {
        router.answer("GET", "/agent", request -> agent());
        router.answer("GET", "/agent/card", this::card);
        router.answer("POST", "/agent/card/import", this::importCard);
        router.answer("POST", "/agents/connect", this::connect);
        router.answer("GET", "/agents/discovered", request -> discovered());
        router.answer("GET", "/agents/discovered/:agent_id", this::discoveredAgent);
    }

    private HttpAnswer agent() {
        NodeIdentity identity = node.context().identity();
        return HttpAnswer.ok(
                "ok",
                true,
                "agent_id",
                identity.agentId(),
                "machine_id",
                identity.machineId(),
                "user_id",
                null,
                "kem_public_key_b64",
                identity.kemPublicKey().base64());
    }

    private HttpAnswer card(Request request) throws Rejection {
        String wanted = request.query().getOrDefault("include_local_addresses", "false");
        if (!wanted.equals("true") && !wanted.equals("false")) {
            throw new Rejection(HttpAnswer.text(
                    400, "Failed to deserialize query string: provided string was not `true` or `false`"));
        }
        boolean local = wanted.equals("true");
        AgentCard card = AgentCards.of(
                node.context().identity(),
                request.query().getOrDefault("display_name", ""),
                local ? List.of(node.address()) : List.of(),
                node.context().nowSeconds());
        return HttpAnswer.ok("card", card, "link", AgentCards.link(card), "ok", true);
    }

    private HttpAnswer importCard(Request request) throws Rejection {
        Shape.Fields fields = request.json(IMPORT);
        try {
            AgentCard card = AgentCards.parse(fields.text("card"));
            node.context().verifier().verify(card);
            String wanted = fields.optionalText("trust_level");
            TrustLevel level = TrustLevel.parse(wanted == null ? "known" : wanted)
                    .orElseThrow(() -> ContactRoutes.invalidLevel(wanted));
            return imported(card, Request.agentId(card.agentId()), level);
        } catch (AgentCards.InvalidCardException e) {
            throw Rejection.badRequest(String.valueOf(e.getMessage()));
        }
    }

    // An import never lowers the trust level and never unblocks.
    private HttpAnswer imported(AgentCard card, String agentId, TrustLevel wanted) {
        Optional<Contact> old = node.memory().contacts().find(agentId);
        TrustLevel effective =
                old.map(contact -> raised(contact.trustLevel(), wanted)).orElse(wanted);
        boolean ignored = effective != wanted;
        if (old.isEmpty()) {
            node.memory()
                    .contacts()
                    .put(new Contact(
                            agentId,
                            effective,
                            card.displayName(),
                            node.context().nowSeconds()));
        } else {
            node.memory().contacts().trust(agentId, effective, node.context().nowSeconds());
        }
        node.pin(card);
        return HttpAnswer.ok(
                "agent_id",
                card.agentId(),
                "display_name",
                card.displayName(),
                "groups",
                0,
                "ok",
                true,
                "stores",
                0,
                "trust_change_ignored",
                ignored,
                "trust_level",
                effective.capitalised());
    }

    private static TrustLevel raised(TrustLevel old, TrustLevel wanted) {
        return old == TrustLevel.BLOCKED || old.compareTo(wanted) > 0 ? old : wanted;
    }

    private HttpAnswer connect(Request request) throws Rejection {
        String agentId = Request.agentId(request.json(CONNECT).text("agent_id"));
        Optional<KnownAgent> known = node.memory().knownAgents().find(agentId).filter(KnownAgent::routable);
        if (known.isEmpty()) {
            return outcome("NotFound", null);
        }
        return node.neighbours()
                .find(known.get().machineId())
                .map(neighbour -> outcome("Direct", neighbour.statement().address()))
                .orElseGet(() -> outcome("Unreachable", null));
    }

    private static HttpAnswer outcome(String outcome, @Nullable String address) {
        return HttpAnswer.ok("addr", address, "ok", true, "outcome", outcome);
    }

    private HttpAnswer discovered() {
        var agents = node.memory().knownAgents().all().stream()
                .filter(KnownAgent::routable)
                .map(IdentityRoutes::entry)
                .toList();
        return HttpAnswer.ok("agents", agents, "ok", true);
    }

    private HttpAnswer discoveredAgent(Request request) throws Rejection {
        String agentId = Request.agentId(request.pathArguments().get(0));
        return node.memory()
                .knownAgents()
                .find(agentId)
                .filter(KnownAgent::routable)
                .map(agent -> HttpAnswer.ok("agent", entry(agent), "ok", true))
                .orElseGet(() -> HttpAnswer.error(404, "agent not found"));
    }

    private static Map<String, @Nullable Object> entry(KnownAgent agent) {
        return object(
                "addresses",
                agent.addresses(),
                "agent_id",
                agent.agentId(),
                "announced_at",
                agent.announcedAt(),
                "last_seen",
                agent.lastSeen(),
                "machine_id",
                agent.machineId(),
                "user_id",
                null);
    }
}
