package dev.x0xtest.serve.api.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which endpoint answers which method and path. Filled once, then read by any thread. */
public final class Routes {
    private static final String GET = "GET";

    private final List<Route> all = new ArrayList<>();

    /**
     * One route.
     *
     * @param pattern a path in which {@code {name}} stands for one segment
     */
    public record Route(String method, String pattern, Caller.Role role, Endpoint endpoint) {
        Optional<List<String>> arguments(List<String> path) {
            List<String> wanted = segments(pattern);
            if (wanted.size() != path.size()) {
                return Optional.empty();
            }
            List<String> arguments = new ArrayList<>();
            for (int place = 0; place < wanted.size(); place++) {
                if (wanted.get(place).startsWith("{") && !path.get(place).isEmpty()) {
                    arguments.add(path.get(place));
                } else if (!wanted.get(place).equals(path.get(place))) {
                    return Optional.empty();
                }
            }
            return Optional.of(arguments);
        }
    }

    /** A route, and the segments of the path that stand for its names. */
    public record Match(Route route, List<String> arguments) {}

    /** Adds a route that readers may use and that answers after a while. */
    public Routes reads(String pattern, Endpoint.Reads endpoint) {
        return add(GET, pattern, Caller.Role.READER, endpoint);
    }

    /** Adds a route that operators may use. */
    public Routes acts(String method, String pattern, Endpoint.Acts endpoint) {
        return add(method, pattern, Caller.Role.OPERATOR, endpoint);
    }

    /** Adds any route. */
    public Routes add(String method, String pattern, Caller.Role role, Endpoint endpoint) {
        all.add(new Route(method, pattern, role, endpoint));
        return this;
    }

    /** All of them, in the order in which they were added. */
    public List<Route> all() {
        return List.copyOf(all);
    }

    /** What answers; HEAD is answered like GET. */
    public Optional<Match> find(String method, List<String> path) {
        String wanted = method.equals("HEAD") ? GET : method;
        return all.stream()
                .filter(route -> route.method().equals(wanted))
                .flatMap(route -> route.arguments(path).map(found -> new Match(route, found)).stream())
                .findFirst();
    }

    /** The methods that this path takes; empty: there is no such path. */
    public Set<String> methods(List<String> path) {
        Set<String> methods = new TreeSet<>();
        for (Route route : all) {
            if (route.arguments(path).isPresent()) {
                methods.add(route.method());
            }
        }
        if (methods.contains(GET)) {
            methods.add("HEAD");
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return methods;
    }

    /** The methods of each pattern. */
    public Map<String, Set<String>> byPattern() {
        Map<String, Set<String>> methods = new LinkedHashMap<>();
        all.forEach(route -> methods.computeIfAbsent(route.pattern(), pattern -> new TreeSet<>())
                .add(route.method()));
        return methods;
    }

    /** What stands between the slashes. */
    public static List<String> segments(String path) {
        return Arrays.asList(path.split("/", -1));
    }
}
