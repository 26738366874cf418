package dev.x0xtest.serve.api.route;

import dev.x0xtest.serve.api.live.Audit;
import dev.x0xtest.serve.api.live.OrderRequest;
import dev.x0xtest.serve.api.message.Answer;
import dev.x0xtest.serve.api.message.Caller;
import dev.x0xtest.serve.api.message.Endpoint;
import dev.x0xtest.serve.api.message.Problem;
import dev.x0xtest.serve.api.message.Request;
import dev.x0xtest.serve.api.message.Routes;
import dev.x0xtest.serve.api.view.OrderJson;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Orders of operators: pauses, exclusions, silences, acknowledgements. */
final class OrderRoutes {
    private static final int MOST_ORDERS = 1000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

    private final Sources sources;

    OrderRoutes(Sources sources) {
        this.sources = sources;
    }

    void addTo(Routes routes) {
        add(routes, "/pause", Order.Kind.PAUSE);
        add(routes, "/exclusions", Order.Kind.EXCLUSION);
        add(routes, "/silences", Order.Kind.SILENCE);
        String acknowledgement = Sources.PREFIX + "/incidents/{incident}/ack";
        routes.acts("POST", acknowledgement, request -> order(request, Order.Kind.ACKNOWLEDGEMENT, incident(request)))
                .acts("DELETE", acknowledgement, request -> {
                    Members members = Members.of(request, Set.of("reason"));
                    return withdraw(request, Order.Kind.ACKNOWLEDGEMENT, request.argument(0), members);
                });
    }

    private void add(Routes routes, String path, Order.Kind kind) {
        routes.add("GET", Sources.PREFIX + path, Caller.Role.READER, (Endpoint.Quick) request -> list(kind))
                .acts("POST", Sources.PREFIX + path, request -> order(request, kind, null))
                .acts("DELETE", Sources.PREFIX + path, request -> withdraw(request, kind));
    }

    private Answer list(Order.Kind kind) {
        return Answer.json(OrderJson.list(sources.controls().status().orders().stream()
                .filter(order -> order.kind() == kind)
                .toList()));
    }

    /** The incident of the path. */
    private String incident(Request request) {
        String id = request.argument(0);
        if (!ID.matcher(id).matches()
                || sources.read(history -> history.incident(id)).isEmpty()) {
            throw new Problem(404, "there is no such incident");
        }
        return id;
    }

    /** What an order of a kind may be called instead of target. */
    private static String alias(Order.Kind kind) {
        return switch (kind) {
            case PAUSE -> "schedule";
            case EXCLUSION -> "node";
            case SILENCE, ACKNOWLEDGEMENT -> "incident";
        };
    }

    private CompletionStage<Answer> order(Request request, Order.Kind kind, @Nullable String fixed) {
        Set<String> known =
                fixed == null ? Set.of("target", alias(kind), "until", "reason") : Set.of("until", "reason");
        Members members = Members.of(request, known);
        String target = fixed == null ? target(kind, members) : fixed;
        OrderRequest order = new OrderRequest(
                kind,
                target,
                members.until(sources.nowMs()),
                members.reason(true),
                request.caller().name());
        if (sources.controls().status().orders().size() >= MOST_ORDERS) {
            throw new Problem(409, "there are " + MOST_ORDERS + " orders already: withdraw some");
        }
        audit(order.by(), "order ", kind, target, order.reason());
        return Sources.later(sources.controls().order(order), taken -> Answer.done(200, OrderJson.tree(taken)));
    }

    private @Nullable String given(Order.Kind kind, Members members) {
        String target = members.text("target");
        return target == null ? members.text(alias(kind)) : target;
    }

    private String target(Order.Kind kind, Members members) {
        String target = given(kind, members);
        if (target == null) {
            if (kind == Order.Kind.PAUSE) {
                return "";
            }
            throw new Problem(400, "a target is needed");
        }
        check(kind, target);
        return target;
    }

    private void check(Order.Kind kind, String target) {
        if (kind == Order.Kind.PAUSE
                && sources.controls().status().schedule().stream()
                        .noneMatch(one -> one.name().equals(target))) {
            throw new Problem(400, "there is no schedule of this name");
        }
        if (kind == Order.Kind.EXCLUSION && NodeLabel.parse(target).isEmpty()) {
            throw new Problem(400, "the target of an exclusion is the label of a node");
        }
        if (kind == Order.Kind.SILENCE && !ID.matcher(target).matches() && !isPair(target)) {
            throw new Problem(
                    400, "the target of a silence is a node, a pair SRC>DST, a kind of cause, or an incident's id");
        }
    }

    private static boolean isPair(String target) {
        String[] nodes = target.split(">", -1);
        return nodes.length == 2
                && NodeLabel.parse(nodes[0]).isPresent()
                && NodeLabel.parse(nodes[1]).isPresent();
    }

    private CompletionStage<Answer> withdraw(Request request, Order.Kind kind) {
        Members members = Members.of(request, Set.of("target", alias(kind), "reason"));
        String target = request.query().get("target");
        target = target == null ? given(kind, members) : target;
        if (target == null && kind != Order.Kind.PAUSE) {
            throw new Problem(400, "a target is needed: ?target=");
        }
        return withdraw(request, kind, target, members);
    }

    private CompletionStage<Answer> withdraw(
            Request request, Order.Kind kind, @Nullable String target, Members members) {
        String by = request.caller().name();
        List<Order> holding = sources.controls().status().orders();
        // So that what is audited is what is withdrawn, and not any text of a client.
        boolean any = holding.stream()
                .anyMatch(order -> order.kind() == kind
                        && (target == null || order.target().equals(target)));
        if (!any) {
            throw new Problem(404, "there is no such order");
        }
        audit(by, "withdraw ", kind, target == null ? "" : target, members.reason(false));
        return Sources.later(sources.controls().withdraw(kind, target, by), withdrawn -> {
            if (withdrawn.isEmpty()) {
                throw new Problem(404, "there is no such order");
            }
            return Answer.done(200, OrderJson.list(withdrawn));
        });
    }

    private void audit(String by, String verb, Order.Kind kind, String target, String reason) {
        sources.controls().audited(new Audit(sources.nowMs(), by, verb + kind.label(), target, reason));
    }
}
