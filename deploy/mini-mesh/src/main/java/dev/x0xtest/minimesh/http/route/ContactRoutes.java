package dev.x0xtest.minimesh.http.route;

import static dev.x0xtest.minimesh.http.exchange.HttpAnswer.object;

import dev.x0xtest.minimesh.http.exchange.HttpAnswer;
import dev.x0xtest.minimesh.http.exchange.Rejection;
import dev.x0xtest.minimesh.http.exchange.Request;
import dev.x0xtest.minimesh.http.exchange.Router;
import dev.x0xtest.minimesh.http.exchange.Shape;
import dev.x0xtest.minimesh.http.exchange.Shape.Kind;
import dev.x0xtest.minimesh.node.Node;
import dev.x0xtest.minimesh.node.memory.Contact;
import dev.x0xtest.minimesh.node.memory.Contacts;
import dev.x0xtest.minimesh.node.memory.TrustLevel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The endpoints under {@code /contacts}. */
public final class ContactRoutes {
    private static final Shape ADD = Shape.of("AddContactRequest")
            .with("agent_id", Kind.TEXT)
            .with("trust_level", Kind.DEFAULT_TEXT)
            .with("label", Kind.OPTIONAL_TEXT)
            .strictly();
    private static final Shape UPDATE = Shape.of("UpdateContactRequest")
            .with("trust_level", Kind.OPTIONAL_TEXT)
            .with("identity_type", Kind.OPTIONAL_TEXT)
            .strictly();
    private static final Shape QUICK = Shape.of("QuickTrustRequest")
            .with("agent_id", Kind.TEXT)
            .with("level", Kind.TEXT)
            .strictly();
    private static final Set<String> IDENTITY_TYPES = Set.of("anonymous", "known", "trusted", "pinned");

    private final Node node;

    public ContactRoutes(Node node) {
        this.node = node;
    }

    public void addTo(Router router) {
        router.answer("GET", "/contacts", request -> list());
        router.answer("POST", "/contacts", this::add);
        router.answer("PATCH", "/contacts/:agent_id", this::update);
        router.answer("DELETE", "/contacts/:agent_id", this::remove);
        router.answer("POST", "/contacts/trust", this::quick);
    }

    private Contacts contacts() {
        return node.memory().contacts();
    }

    private HttpAnswer list() {
        var list = contacts().all().stream()
                .map(contact -> object(
                        "added_at",
                        contact.addedAt(),
                        "agent_id",
                        contact.agentId(),
                        "label",
                        contact.label(),
                        "last_seen",
                        null,
                        "trust_level",
                        contact.trustLevel().wire()))
                .toList();
        return HttpAnswer.ok("contacts", list, "ok", true);
    }

    private HttpAnswer add(Request request) throws Rejection {
        Shape.Fields fields = request.json(ADD);
        String agentId = Request.agentId(fields.text("agent_id"));
        String level = fields.optionalText("trust_level");
        contacts()
                .put(new Contact(
                        agentId,
                        level(level == null ? "known" : level),
                        fields.optionalText("label"),
                        node.context().nowSeconds()));
        return HttpAnswer.json(201, object("agent_id", agentId, "ok", true));
    }

    private HttpAnswer update(Request request) throws Rejection {
        Shape.Fields fields = request.json(UPDATE);
        String agentId = Request.agentId(request.pathArguments().get(0));
        String level = fields.optionalText("trust_level");
        if (level != null) {
            contacts().trust(agentId, level(level), node.context().nowSeconds());
        }
        String identityType = fields.optionalText("identity_type");
        if (identityType != null && !IDENTITY_TYPES.contains(identityType)) {
            throw Rejection.badRequest("invalid identity type: " + identityType);
        }
        return HttpAnswer.ok("ok", true);
    }

    private HttpAnswer remove(Request request) throws Rejection {
        String agentId = Request.agentId(request.pathArguments().get(0));
        return contacts().remove(agentId) ? HttpAnswer.ok("ok", true) : HttpAnswer.error(404, "contact not found");
    }

    private HttpAnswer quick(Request request) throws Rejection {
        Shape.Fields fields = request.json(QUICK);
        String agentId = Request.agentId(fields.text("agent_id"));
        contacts().trust(agentId, level(fields.text("level")), node.context().nowSeconds());
        return HttpAnswer.ok("ok", true);
    }

    private static TrustLevel level(String text) throws Rejection {
        return TrustLevel.parse(text).orElseThrow(() -> invalidLevel(text));
    }

    static Rejection invalidLevel(@Nullable String text) {
        return Rejection.badRequest(
                "invalid trust level: " + text + " (valid values: blocked, unknown, known, trusted)");
    }
}
