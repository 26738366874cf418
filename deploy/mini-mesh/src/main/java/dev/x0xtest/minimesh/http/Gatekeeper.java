package dev.x0xtest.minimesh.http;

import dev.x0xtest.minimesh.http.exchange.HttpAnswer;
import dev.x0xtest.minimesh.http.exchange.Rejection;
import dev.x0xtest.minimesh.http.exchange.Request;
import dev.x0xtest.minimesh.http.exchange.Router;
import dev.x0xtest.minimesh.node.links.NodeContext;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks the token of each request and issues session tokens. The durable token permits everything. A session token
 * permits all but {@code POST /shutdown} and new sessions; the streams also take it from the query. {@code /health}
 * needs no token. Confined to the node's event loop.
 */
final class Gatekeeper {
    private static final Duration SESSION = Duration.ofMinutes(10);
    private static final int MAX_SESSIONS = 1_024;
    private static final Set<String> QUERY_TOKEN = Set.of("/events", "/direct/events");
    private static final Set<String> DURABLE_ONLY = Set.of("POST /shutdown");
    private static final String BEARER = "Bearer ";

    private final NodeContext context;
    private final Supplier<String> durableToken;
    private final Map<String, Long> endNanosBySession = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_SESSIONS;
        }
    };

    Gatekeeper(NodeContext context, Supplier<String> durableToken) {
        this.context = context;
        this.durableToken = durableToken;
    }

    void addTo(Router router) {
        router.answer("POST", "/auth/session", this::mint);
    }

    /** Throws the 401 or 403 of x0xd if the request may not pass. */
    void check(String method, String path, @Nullable String authorization, @Nullable String queryToken)
            throws Rejection {
        String bearer = bearer(authorization);
        boolean durable = durableToken.get().equals(bearer);
        boolean session = live(bearer) || (QUERY_TOKEN.contains(path) && live(queryToken));
        if (!durable && !session && !path.equals("/health")) {
            throw refused(401, "missing or invalid Authorization: Bearer token");
        }
        if (!durable && DURABLE_ONLY.contains(method + " " + path)) {
            throw refused(403, path + " requires the durable API token (not a session token)");
        }
    }

    private HttpAnswer mint(Request request) throws Rejection {
        if (!durableToken.get().equals(bearer(request.authorization()))) {
            throw refused(403, "durable API token required to mint a session");
        }
        byte[] bytes = new byte[32];
        context.random().nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        endNanosBySession.put(token, context.nanoTime() + SESSION.toNanos());
        return HttpAnswer.ok("session_token", token, "expires_in", SESSION.toSeconds());
    }

    private boolean live(@Nullable String token) {
        Long endNanos = token == null ? null : endNanosBySession.get(token);
        return endNanos != null && context.nanoTime() - endNanos < 0;
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length())
                : null;
    }

    private static Rejection refused(int status, String message) {
        return new Rejection(HttpAnswer.json(status, HttpAnswer.object("error", message)));
    }
}
