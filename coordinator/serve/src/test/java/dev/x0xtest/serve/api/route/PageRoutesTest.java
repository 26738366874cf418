package dev.x0xtest.serve.api.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.serve.api.view.OpenApi;
import dev.x0xtest.serve.model.SkippedTick;
import dev.x0xtest.testkit.serve.ServedFleet;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
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
class PageRoutesTest {
    private static final Pattern LINKED = Pattern.compile("(?:href|src)=\"(/page/[^\"]+)\"");
    private static final Pattern IMPORTED = Pattern.compile("from \"(\\.{1,2})/([\\w./-]+)\"");

    private static final List<String> NODES = List.of("nyc", "sfo", "hel");
    private static final long HOUR_MS = 3_600_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ServedFleet fleet = ServedFleet.of(NODES);

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void close() {
        fleet.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return get(fleet, path, headers);
    }

    private HttpResponse<String> get(ServedFleet from, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(from.url() + path));
        for (int at = 0; at < headers.length; at += 2) {
            request.setHeader(headers[at], headers[at + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The first line of the answer to a path as it stands here. */
    private String raw(String path) throws Exception {
        URI at = URI.create(fleet.url());
        try (Socket socket = new Socket(at.getHost(), at.getPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void isServedWithAPolicyThatRunsNothingInline() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(header(page, "content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(page, "content-security-policy"))
                .contains("default-src 'none'", "script-src 'self';", "style-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain(" style=", "<style", " onclick=").contains("<noscript>", "/plain");
    }

    /** Follows every link and every import: what a browser asks for is there, and has its type. */
    @Test
    void hasEveryFileThatItRefersTo() throws Exception {
        Set<String> left = new HashSet<>();
        LINKED.matcher(get("/").body())
                .results()
                .map((MatchResult one) -> one.group(1))
                .forEach(left::add);
        Set<String> seen = new HashSet<>();
        while (!left.isEmpty()) {
            String path = left.iterator().next();
            left.remove(path);
            HttpResponse<String> file = get(path);
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
        String answer = raw(path);
        assertThat(answer).startsWith("HTTP/1.1 404");
    }

    @Test
    void isAskedForAgainWithItsTag() throws Exception {
        for (String path : new String[] {"/", "/page/app.js", "/page/views/now.css"}) {
            HttpResponse<String> first = get(path);
            assertThat(header(first, "cache-control")).isEqualTo("private, no-cache");
            HttpResponse<String> second = get(path, "If-None-Match", header(first, "etag"));
            assertThat(second.statusCode()).as(path).isEqualTo(304);
            assertThat(second.body()).isEmpty();
        }
        assertThat(header(get("/page/app.js", "Accept-Encoding", "gzip"), "content-encoding"))
                .isEqualTo("gzip");
    }

    @Test
    void saysWhoAsks() throws Exception {
        JsonNode me = OpenApi.valid("Me", get("/api/v1/me"));
        assertThat(me.path("role").asText()).isEqualTo("operator");
        assertThat(me.path("needs_token").booleanValue()).isFalse();
        assertThat(me.path("faults").booleanValue()).isFalse();

        Path tokens = directory.resolve("tokens");
        Files.writeString(tokens, "ann reader a-token-of-a-reader\n");
        try (ServedFleet closed = ServedFleet.withTokens(NODES, tokens)) {
            JsonNode ann =
                    OpenApi.valid("Me", get(closed, "/api/v1/me", "Authorization", "Bearer a-token-of-a-reader"));
            assertThat(ann.path("name").asText()).isEqualTo("ann");
            assertThat(ann.path("role").asText()).isEqualTo("reader");
            assertThat(ann.path("needs_token").booleanValue()).isTrue();
        }
    }

    @Test
    void listsNetworksAndPlanes() throws Exception {
        assertThat(OpenApi.valid("Scopes", get("/api/v1/scopes")).path("scopes"))
                .isEmpty();
        fleet.daemon().measure();
        JsonNode known = OpenApi.valid("Scopes", get("/api/v1/scopes"));
        assertThat(known.path("scopes").path(0).path("network").asText()).isEqualTo("test");
    }

    @Test
    void putsTheRunsOfADayIntoSlots() throws Exception {
        long now = System.currentTimeMillis();
        fleet.history().addDay(hour -> hour == 20 ? 2 : hour < 12 ? -1 : 0);
        fleet.history().addGap(now - 14 * HOUR_MS, now - 13 * HOUR_MS, SkippedTick.Reason.PAUSED);
        JsonNode day = OpenApi.valid("Slots", get("/api/v1/slots"));
        assertThat(day.path("step").longValue()).isEqualTo(600_000);
        assertThat(day.path("to").longValue() - day.path("from").longValue()).isEqualTo(86_400_000);
        int runs = 0;
        int refuted = 0;
        int gaps = 0;
        for (JsonNode slot : day.path("slots")) {
            runs += slot.path("runs").intValue();
            refuted += slot.path("refuted").intValue() > 0 ? 1 : 0;
            gaps += slot.path("gap").asText().equals("paused") ? 1 : 0;
        }
        assertThat(runs).as("one every ten minutes of twelve hours").isBetween(71, 73);
        assertThat(refuted).isBetween(5, 7);
        assertThat(gaps).isBetween(6, 7);
        OpenApi.problem(400, get("/api/v1/slots?from=5&to=5"));
        OpenApi.problem(400, get("/api/v1/slots?from=0&to=1700000000000"));
        OpenApi.problem(400, get("/api/v1/slots?step=10"));
        OpenApi.problem(400, get("/api/v1/slots?step=1000"));
    }
}
