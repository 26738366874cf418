package dev.x0xtest.minimesh.http.exchange;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Maps method and path to a handler. Filled once, then read-only. */
public final class Router {
    private final List<Route> routes = new ArrayList<>();

    /** Adds a route. A segment that begins with a colon matches any value. */
    public void add(String method, String pattern, Handler handler) {
        routes.add(new Route(method, segments(pattern), handler));
    }

    /** Adds a route whose handler answers at once. */
    public void answer(String method, String pattern, Plain handler) {
        add(method, pattern, (request, reply) -> reply.answer(handler.handle(request)));
    }

    /** Finds the handler. Throws the 404 or 405 of x0xd, both without a body. */
    public Match find(String method, String path) throws Rejection {
        List<String> wanted = segments(path);
        boolean pathKnown = false;
        for (Route route : routes) {
            Optional<List<String>> arguments = route.arguments(wanted);
            pathKnown |= arguments.isPresent();
            if (arguments.isPresent() && route.method.equals(method)) {
                return new Match(route.handler, arguments.get());
            }
        }
        throw new Rejection(HttpAnswer.empty(pathKnown ? 405 : 404));
    }

    private static List<String> segments(String path) {
        return Arrays.asList(path.split("/", -1));
    }

    private record Route(String method, List<String> segments, Handler handler) {
        Optional<List<String>> arguments(List<String> path) {
            if (path.size() != segments.size()) {
                return Optional.empty();
            }
            var arguments = new ArrayList<String>();
            for (int i = 0; i < path.size(); i++) {
                if (segments.get(i).startsWith(":") && !path.get(i).isEmpty()) {
                    arguments.add(URLDecoder.decode(path.get(i).replace("+", "%2B"), StandardCharsets.UTF_8));
                } else if (!segments.get(i).equals(path.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(arguments);
        }
    }

    /** The handler of a matching route, and the values of its {@code :names} in order. */
    public record Match(Handler handler, List<String> pathArguments) {}

    /** Serves a request; may answer later. */
    public interface Handler {
        void handle(Request request, Reply reply) throws Rejection;
    }

    /** Serves a request at once. */
    public interface Plain {
        HttpAnswer handle(Request request) throws Rejection;
    }

    /** Takes the answer to a request, once. */
    public interface Reply {
        void answer(HttpAnswer answer);

        /** Answers with an event stream instead. */
        EventFeed stream();
    }
}
