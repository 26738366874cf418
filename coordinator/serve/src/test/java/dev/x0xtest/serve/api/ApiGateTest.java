package dev.x0xtest.serve.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.serve.api.http.Limits;
import dev.x0xtest.serve.api.view.OpenApi;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may ask: by Host, by Origin, by token. */
class ApiGateTest {
    @TempDir
    Path files;

    private static String ask(Api api, String method, String path, String headers) throws Exception {
        return api.raw(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST:8460, 200",
        "127.0.0.1:9, 200",
        "127.9.9.9, 200",
        "[::1]:8460, 200",
        "x0xtest.example, 200",
        "x0xtest.example:443, 200",
        "evil.example, 403",
        "localhost.evil.example, 403",
        "127.0.0.1.evil.example, 403",
        "10.0.0.1, 403",
        "[::2], 403",
        "'', 400",
        "a b, 400",
        "user@localhost, 400"
    })
    void answersForItsOwnNamesAlone(String host, String status) throws Exception {
        try (Api api = Api.open()) {
            assertThat(ask(api, "GET", "/api/v1/status", "Host: " + host + "\r\n"))
                    .startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void wantsExactlyOneHost() throws Exception {
        try (Api api = Api.open()) {
            assertThat(ask(api, "GET", "/", "")).startsWith("HTTP/1.1 400");
            assertThat(ask(api, "GET", "/", "Host: localhost\r\nHost: localhost\r\n"))
                    .startsWith("HTTP/1.1 400");
            assertThat(ask(api, "GET", "http://localhost/", "Host: localhost\r\n"))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, Origin: http://localhost, 202",
        "POST, Origin: https://x0xtest.example, 202",
        "POST, Origin: https://x0xtest.example:8443, 202",
        "POST, Origin: https://x0xtest.example.evil.example, 403",
        "POST, Origin: https://x0xtest.example@evil.example, 403",
        "POST, Origin: http://evil.example, 403",
        "POST, Origin: http://localhost:1, 403",
        "POST, Origin: https://localhost, 403",
        "POST, Origin: null, 403",
        "POST, Sec-Fetch-Site: cross-site, 403",
        "POST, Sec-Fetch-Site: same-site, 403",
        "POST, Sec-Fetch-Site: same-origin, 202",
        "POST, X-None: none, 202",
        "GET, Origin: http://evil.example, 403",
        "GET, Sec-Fetch-Site: cross-site, 200"
    })
    void takesNoOrdersFromForeignPages(String method, String header, String status) throws Exception {
        try (Api api = Api.open()) {
            String answer = ask(api, method, "/api/v1/runs", "Host: localhost\r\n" + header + "\r\n");
            assertThat(answer).startsWith("HTTP/1.1 " + status);
            assertThat(api.controls.requests).hasSize(status.equals("202") ? 1 : 0);
            assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("access-control-allow");
        }
    }

    @Test
    void showsNoEventsToForeignPages() throws Exception {
        try (Api api = Api.open()) {
            assertThat(ask(api, "GET", "/api/v1/events", "Host: localhost\r\nOrigin: http://evil.example\r\n"))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void letsEverybodyHereReadAndNobodyOrderWithoutTokens() {
        try (Api api = new Api(Api.settings(null, false, Limits.USUAL))) {
            assertThat(api.get("/api/v1/status").statusCode()).isEqualTo(200);
            assertThat(OpenApi.problem(403, api.post("/api/v1/runs", "{}"))
                            .path("detail")
                            .asText())
                    .contains("--tokens")
                    .contains("--local-operator");
            assertThat(api.controls.requests).isEmpty();
        }
    }

    @Test
    void wantsATokenFromReadersWhereThereAreTokens() throws Exception {
        Path tokens = files.resolve("tokens");
        Files.writeString(tokens, "ann reader a-token-of-a-reader\n");
        try (Api api = new Api(Api.settings(tokens, false, Limits.USUAL))) {
            OpenApi.problem(401, api.get("/api/v1/status"));
            OpenApi.problem(401, api.get("/plain"));
            OpenApi.problem(401, api.get("/api/v1/me"));
            assertThat(api.get("/").statusCode()).isEqualTo(200);
            OpenApi.problem(401, api.get("/metrics"));
            OpenApi.problem(401, api.get("/no/such/path"));
            OpenApi.problem(401, api.get("/api/v1/status", "Authorization", "Basic YTpi"));
            assertThat(api.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(api.get("/readyz").statusCode()).isEqualTo(200);
            assertThat(api.get("/api/v1/status", "Authorization", "bearer a-token-of-a-reader")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(api.get("/api/v1/status?token=a-token-of-a-reader").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void readsTheTokensAgainWhenTold() throws Exception {
        Path tokens = files.resolve("tokens");
        Files.writeString(tokens, "ann reader a-token-of-a-reader\n");
        try (Api api = new Api(Api.settings(tokens, false, Limits.USUAL))) {
            Files.writeString(tokens, "ann reader another-token-of-hers\n");
            api.server.reload();
            OpenApi.problem(401, api.get("/api/v1/status", "Authorization", "Bearer a-token-of-a-reader"));
            assertThat(status(api, "another-token-of-hers")).isEqualTo(200);
            Files.writeString(tokens, "ann reader\n");
            assertThatThrownBy(api.server::reload).isInstanceOf(UsageException.class);
            assertThat(status(api, "another-token-of-hers")).isEqualTo(200);
        }
    }

    private static int status(Api api, String token) {
        HttpResponse<String> answer = api.get("/api/v1/status", "Authorization", "Bearer " + token);
        return answer.statusCode();
    }

    @Test
    void sendsTheHeadersThatKeepABrowserSafe() {
        try (Api api = Api.open()) {
            for (String path : new String[] {"/api/v1/status", "/plain", "/healthz", "/api/v1/nothing", "/metrics"}) {
                HttpResponse<String> answer = api.get(path);
                assertThat(answer.headers().firstValue("x-content-type-options"))
                        .contains("nosniff");
                assertThat(answer.headers().firstValue("x-frame-options")).contains("DENY");
                assertThat(answer.headers().firstValue("referrer-policy")).contains("no-referrer");
                assertThat(answer.headers()
                                .firstValue("content-security-policy")
                                .orElse(""))
                        .startsWith("default-src 'none'")
                        .contains("frame-ancestors 'none'")
                        .doesNotContain("script-src");
            }
        }
    }
}
