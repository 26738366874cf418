package dev.x0xtest.serve.api.http;

import dev.x0xtest.serve.api.message.Answer;
import dev.x0xtest.serve.api.message.Caller;
import dev.x0xtest.serve.api.message.Endpoint;
import dev.x0xtest.serve.api.message.Problem;
import dev.x0xtest.serve.api.message.Request;
import dev.x0xtest.serve.api.message.Routes;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Finds out who asks for what, and lets the right endpoint answer. Called on the event loop. */
final class Dispatcher {
    private static final int MOST_PARAMETERS = 16;
    private static final int MOST_SEGMENTS = 12;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "DELETE", "OPTIONS");

    private final Routes routes;
    private final Supplier<Gate> gates;
    private final Workers workers;

    /**
     * Creates it.
     *
     * @param gates the gate that holds now: tokens can be read anew
     */
    Dispatcher(Routes routes, Supplier<Gate> gates, Workers workers) {
        this.routes = routes;
        this.gates = gates;
        this.workers = workers;
    }

    /**
     * Answers a request, now or later.
     *
     * @throws Problem if it cannot be
     */
    void dispatch(HttpRequest http, byte[] body, Exchange.Reply reply) {
        Gate gate = gates.get();
        String method = http.method().name();
        gate.checkPlace(http.headers(), method.equals("POST") || method.equals("DELETE"));
        Path path = Path.of(http.uri());
        Optional<Routes.Match> match = routes.find(method, path.segments());
        boolean open = match.isPresent() && match.get().route().role() == Caller.Role.NOBODY;
        Caller caller = open ? Caller.unknown(Caller.Role.NOBODY) : gate.caller(http.headers());
        if (!open) {
            gate.admit(caller, Caller.Role.READER);
        }
        if (!METHODS.contains(method) || match.isEmpty()) {
            other(method, path, reply);
            return;
        }
        gate.admit(caller, match.get().route().role());
        Request request = new Request(
                match.get().arguments(),
                path.query(),
                caller,
                http.headers().get(HttpHeaderNames.ACCEPT, ""),
                http.headers().get("Last-Event-ID"),
                new Request.Body(body, type(http.headers())));
        serve(match.get().route().endpoint(), request, reply);
    }

    private void other(String method, Path path, Exchange.Reply reply) {
        Set<String> known = routes.methods(path.segments());
        if (known.isEmpty()) {
            throw new Problem(404, "there is nothing at this path");
        }
        String allowed = String.join(", ", known);
        if (!method.equals("OPTIONS")) {
            throw new Problem(405, "this path takes " + allowed).header("Allow", allowed);
        }
        reply.answer(Answer.of(204, "", new byte[0]).never().header("Allow", allowed));
    }

    private void serve(Endpoint endpoint, Request request, Exchange.Reply reply) {
        if (endpoint instanceof Endpoint.Quick quick) {
            reply.answer(quick.answer(request));
        } else if (endpoint instanceof Endpoint.Streams streams) {
            reply.open(streams, request);
        } else if (endpoint instanceof Endpoint.Reads reads) {
            onWorker(reply, () -> reply.answer(reads.answer(request)));
        } else if (endpoint instanceof Endpoint.Acts acts) {
            onWorker(
                    reply,
                    () -> acts.answer(request).thenAccept(reply::answer).exceptionally(failure -> {
                        reply.failed(failure);
                        return null;
                    }));
        }
    }

    private void onWorker(Exchange.Reply reply, Runnable task) {
        workers.run(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                // An answer that does not fit into memory is no reason to leave the client waiting.
                reply.failed(e);
            }
        });
    }

    /** Without parameters, in lower case. */
    private static String type(HttpHeaders headers) {
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** What a request asks for. */
    private record Path(List<String> segments, Map<String, String> query) {
        static Path of(String uri) {
            if (!uri.startsWith("/")) {
                throw new Problem(400, "the target is to be a path that begins with /");
            }
            try {
                QueryStringDecoder decoder = new QueryStringDecoder(uri, StandardCharsets.UTF_8, true, MOST_PARAMETERS);
                Map<String, String> query = new LinkedHashMap<>();
                decoder.parameters().forEach((name, values) -> query.put(name, values.get(0)));
                List<String> segments = new ArrayList<>();
                for (String segment : Routes.segments(decoder.rawPath())) {
                    segments.add(QueryStringDecoder.decodeComponent(segment.replace("+", "%2B")));
                }
                if (segments.size() > MOST_SEGMENTS) {
                    throw new Problem(404, "there is nothing at this path");
                }
                return new Path(segments, query);
            } catch (IllegalArgumentException e) {
                throw new Problem(400, "the target has a malformed escape");
            }
        }
    }
}
