package dev.x0xtest.serve.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.serve.api.message.Caller;
import dev.x0xtest.serve.api.message.Endpoint;
import dev.x0xtest.serve.api.message.Routes;
import dev.x0xtest.serve.api.route.ApiRoutes;
import dev.x0xtest.serve.api.route.Sources;
import dev.x0xtest.serve.api.view.OpenApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The description of the API has each route, and nothing else. */
class OpenApiTest {
    private static final Routes ROUTES = ApiRoutes.of(
            new Sources(new FakeHistory(), new FakeControls(), () -> Instant.EPOCH), (request, channel) -> {
                throw new IllegalStateException("not called");
            });

    private static Set<String> methods(JsonNode path) {
        Set<String> methods = new TreeSet<>();
        path.fieldNames().forEachRemaining(name -> methods.add(name.toUpperCase(Locale.ROOT)));
        return methods;
    }

    @Test
    void hasEachRouteAndNoOther() {
        Map<String, Set<String>> described = new TreeMap<>();
        for (Map.Entry<String, JsonNode> path : OpenApi.DOCUMENT.path("paths").properties()) {
            described.put(path.getKey(), methods(path.getValue()));
        }
        assertThat(described).isEqualTo(new TreeMap<>(ROUTES.byPattern()));
    }

    @Test
    void hasEachParameterOfEachPath() {
        Pattern name = Pattern.compile("\\{(\\w+)}");
        for (Map.Entry<String, JsonNode> path : OpenApi.DOCUMENT.path("paths").properties()) {
            List<String> wanted = name.matcher(path.getKey())
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .toList();
            for (JsonNode operation : path.getValue()) {
                List<String> described = new ArrayList<>();
                for (JsonNode parameter : operation.path("parameters")) {
                    JsonNode one = resolved(parameter);
                    if (one.path("in").asText().equals("path")) {
                        described.add(one.path("name").asText());
                    }
                }
                assertThat(described).as(path.getKey()).isEqualTo(wanted);
            }
        }
    }

    private static JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        if (reference.isEmpty()) {
            return node;
        }
        JsonNode found = OpenApi.DOCUMENT.at(reference.substring(1));
        assertThat(found.isMissingNode()).as(reference).isFalse();
        return found;
    }

    @Test
    void refersToNothingThatIsNotThere() {
        List<JsonNode> left = new ArrayList<>(List.of(OpenApi.DOCUMENT));
        int references = 0;
        while (!left.isEmpty()) {
            JsonNode node = left.remove(left.size() - 1);
            references += node.path("$ref").isTextual() ? 1 : 0;
            resolved(node);
            node.forEach(left::add);
        }
        assertThat(references).isGreaterThan(50);
    }

    @Test
    void letsNobodyWithoutATokenSeeMoreThanHealthAndAnEmptyPage() {
        assertThat(ROUTES.all().stream()
                        .filter(route -> route.role() == Caller.Role.NOBODY)
                        .map(Routes.Route::pattern))
                .containsExactlyInAnyOrder("/healthz", "/readyz", "/", "/page/{file}", "/page/views/{file}");
        assertThat(ROUTES.all().stream()
                        .filter(route -> !route.method().equals("GET"))
                        .map(Routes.Route::role))
                .isNotEmpty()
                .containsOnly(Caller.Role.OPERATOR);
        for (Routes.Route route : ROUTES.all()) {
            boolean open = OpenApi.DOCUMENT
                    .path("paths")
                    .path(route.pattern())
                    .path(route.method().toLowerCase(Locale.ROOT))
                    .path("security")
                    .isArray();
            assertThat(open).as(route.pattern()).isEqualTo(route.role() == Caller.Role.NOBODY);
        }
    }

    /** What may wait must not run where every connection waits for it. */
    @Test
    void asksTheHistoryOnWorkersOnly() {
        assertThat(ROUTES.all().stream()
                        .filter(route -> route.endpoint() instanceof Endpoint.Quick)
                        .map(Routes.Route::pattern))
                .containsExactlyInAnyOrder(
                        "/healthz",
                        "/readyz",
                        "/",
                        "/page/{file}",
                        "/page/views/{file}",
                        "/api/v1/me",
                        "/api/v1/status",
                        "/api/v1/pause",
                        "/api/v1/exclusions",
                        "/api/v1/silences");
    }
}
