package dev.x0xtest.minimesh.http.route;

import static dev.x0xtest.minimesh.http.exchange.HttpAnswer.object;

import dev.x0xtest.minimesh.http.exchange.HttpAnswer;
import dev.x0xtest.minimesh.http.exchange.Rejection;
import dev.x0xtest.minimesh.http.exchange.Request;
import dev.x0xtest.minimesh.http.exchange.Router;
import dev.x0xtest.minimesh.node.Node;
import dev.x0xtest.minimesh.node.memory.History;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The endpoint {@code GET /history}: the rows of one scope, newest first. A stand-in stores direct messages only. */
public final class HistoryRoutes {
    private final Node node;

    public HistoryRoutes(Node node) {
        this.node = node;
    }

    public void addTo(Router router) {
        router.answer("GET", "/history", this::list);
    }

    private HttpAnswer list(Request request) throws Rejection {
        String scope = request.query().get("scope");
        if (scope == null) {
            throw Rejection.badRequest("missing required parameter scope");
        }
        if (!scope.matches("(dm|group|topic):.+")) {
            throw Rejection.badRequest("invalid scope \"" + scope + "\": invalid history scope: " + scope);
        }
        long since = number(request, "since_ms", Long.MIN_VALUE);
        long until = number(request, "until_ms", Long.MAX_VALUE);
        long before = number(request, "before_id", Long.MAX_VALUE);
        int limit = (int) Math.min(1_000, number(request, "limit", 0));
        List<History.Row> rows = node.memory()
                .history()
                .newest(
                        limit,
                        row -> scope.equals("dm:" + row.peerAgentId())
                                && row.seenAtMs() >= since
                                && row.seenAtMs() <= until
                                && row.id() < before);
        Long next =
                rows.isEmpty() ? null : Long.valueOf(rows.get(rows.size() - 1).id());
        List<History.Row> shown = rows.stream()
                .filter(row -> !node.memory().contacts().blocks(row.authorAgentId()))
                .toList();
        return HttpAnswer.ok(
                "count",
                shown.size(),
                "next_before_id",
                next,
                "ok",
                true,
                "records",
                shown.stream().map(HistoryRoutes::record).toList());
    }

    private static long number(Request request, String name, long otherwise) throws Rejection {
        String text = request.query().get(name);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Rejection(HttpAnswer.text(
                    400, "Failed to deserialize query string: " + name + ": invalid digit found in string"));
        }
    }

    private static Map<String, @Nullable Object> record(History.Row row) {
        return object(
                "author_agent",
                row.authorAgentId(),
                "author_machine",
                row.authorMachineId(),
                "content_type",
                "text/plain",
                "direction",
                row.outbound() ? "Outbound" : "Inbound",
                "id",
                row.id(),
                "msg_id",
                row.messageId(),
                "payload",
                row.payload().base64(),
                "provenance",
                row.outbound() ? "LocalSend" : "VerifiedEnvelope",
                "replace_key",
                null,
                "scope",
                "dm:" + row.peerAgentId(),
                "seen_at_ms",
                row.seenAtMs(),
                "sent_at_ms",
                row.seenAtMs(),
                "signed",
                row.signed(),
                "thread_parent",
                null,
                "thread_root",
                null);
    }
}
