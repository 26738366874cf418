package dev.x0xtest.serve.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.serve.api.http.Limits;
import dev.x0xtest.serve.api.view.OpenApi;
import dev.x0xtest.serve.model.SkippedTick;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and its files, and what the page asks beyond the rest of the API. */
@Timeout(60)
class ApiPageTest {
    private static final Pattern LINKED = Pattern.compile("(?:href|src)=\"(/page/[^\"]+)\"");
    private static final Pattern IMPORTED = Pattern.compile("from \"(\\.{1,2})/([\\w./-]+)\"");

    private final Api api = Api.open();

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void close() {
        api.close();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void isServedWithAPolicyThatRunsNothingInline() {
        HttpResponse<String> page = api.get("/");
        assertThat(header(page, "content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(page, "content-security-policy"))
                .contains("default-src 'none'", "script-src 'self';", "style-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain(" style=", "<style", " onclick=").contains("<noscript>", "/plain");
    }

    /** Follows every link and every import: what a browser asks for is there, and has its type. */
    @Test
    void hasEveryFileThatItRefersTo() {
        Set<String> left = new HashSet<>();
        LINKED.matcher(api.get("/").body())
                .results()
                .map((MatchResult one) -> one.group(1))
                .forEach(left::add);
        Set<String> seen = new HashSet<>();
        while (!left.isEmpty()) {
            String path = left.iterator().next();
            left.remove(path);
            HttpResponse<String> file = api.get(path);
            assertThat(file.statusCode()).as(path).isEqualTo(200);
            assertThat(header(file, "content-type"))
                    .as(path)
                    .startsWith(
                            path.endsWith(".js")
                                    ? "text/javascript"
                                    : path.endsWith(".css") ? "text/css" : "image/svg");
            seen.add(path);
            String folder = path.substring(0, path.lastIndexOf('/'));
            IMPORTED.matcher(file.body()).results().forEach(one -> {
                String base = one.group(1).equals(".") ? folder : folder.substring(0, folder.lastIndexOf('/'));
                left.add(base + "/" + one.group(2));
            });
            left.removeAll(seen);
        }
        assertThat(seen).contains("/page/app.js", "/page/api.js", "/page/matrix.js", "/page/views/now.js");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page/nothing.js",
                "/page/index.html",
                "/page/",
                "/page",
                "/page/..%2fopenapi.json",
                "/page/%2e%2e/api/openapi.json",
                "/page/views/..%2fapp.js",
                "/page/views%2fnow.js",
                "/page/views/../app.js",
                "/page/app.js%00",
                "/page/views/"
            })
    void hasNoOtherFile(String path) throws Exception {
        String answer = api.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 404");
    }

    @Test
    void isAskedForAgainWithItsTag() {
        for (String path : new String[] {"/", "/page/app.js", "/page/views/now.css"}) {
            HttpResponse<String> first = api.get(path);
            assertThat(header(first, "cache-control")).isEqualTo("private, no-cache");
            HttpResponse<String> second = api.get(path, "If-None-Match", header(first, "etag"));
            assertThat(second.statusCode()).as(path).isEqualTo(304);
            assertThat(second.body()).isEmpty();
        }
        assertThat(header(api.get("/page/app.js", "Accept-Encoding", "gzip"), "content-encoding"))
                .isEqualTo("gzip");
    }

    @Test
    void saysWhoAsks() throws Exception {
        JsonNode me = OpenApi.valid("Me", api.get("/api/v1/me"));
        assertThat(me.path("role").asText()).isEqualTo("operator");
        assertThat(me.path("needs_token").booleanValue()).isFalse();
        assertThat(me.path("faults").booleanValue()).isFalse();

        Path tokens = directory.resolve("tokens");
        Files.writeString(tokens, "ann reader a-token-of-a-reader\n");
        try (Api closed = new Api(Api.settings(tokens, false, Limits.USUAL))) {
            JsonNode ann = OpenApi.valid("Me", closed.get("/api/v1/me", "Authorization", "Bearer a-token-of-a-reader"));
            assertThat(ann.path("name").asText()).isEqualTo("ann");
            assertThat(ann.path("role").asText()).isEqualTo("reader");
            assertThat(ann.path("needs_token").booleanValue()).isTrue();
        }
    }

    @Test
    void listsNetworksAndPlanes() {
        JsonNode known = OpenApi.valid("Scopes", api.get("/api/v1/scopes"));
        assertThat(known.path("scopes").path(0).path("network").asText()).isEqualTo("test");
        api.history.runs.clear();
        assertThat(OpenApi.valid("Scopes", api.get("/api/v1/scopes")).path("scopes"))
                .isEmpty();
    }

    @Test
    void putsTheRunsOfADayIntoSlots() {
        api.history.skipped.add(new SkippedTick(
                FakeHistory.SCOPE,
                "full",
                FakeHistory.RUN_ENDED - 3_600_000,
                FakeHistory.RUN_ENDED - 3_000_000,
                SkippedTick.Reason.PAUSED,
                ""));
        JsonNode day = OpenApi.valid("Slots", api.get("/api/v1/slots"));
        assertThat(day.path("step").longValue()).isEqualTo(600_000);
        assertThat(day.path("to").longValue() - day.path("from").longValue()).isEqualTo(86_400_000);
        int runs = 0;
        int gaps = 0;
        for (JsonNode slot : day.path("slots")) {
            runs += slot.path("runs").intValue();
            gaps += slot.path("gap").asText().equals("paused") ? 1 : 0;
        }
        assertThat(runs).isEqualTo(3);
        assertThat(gaps).isEqualTo(2);
        OpenApi.problem(400, api.get("/api/v1/slots?from=5&to=5"));
        OpenApi.problem(400, api.get("/api/v1/slots?from=0&to=1700000000000"));
        OpenApi.problem(400, api.get("/api/v1/slots?step=10"));
        OpenApi.problem(400, api.get("/api/v1/slots?step=1000"));
    }
}
