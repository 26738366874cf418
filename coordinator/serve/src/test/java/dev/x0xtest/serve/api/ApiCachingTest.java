package dev.x0xtest.serve.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.serve.api.view.OpenApi;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods, ETags, encodings. */
class ApiCachingTest {
    private final Api api = Api.open();

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "matrix",
                "matrix.svg",
                "matrix.png",
                "incidents",
                "causes",
                "pairs/sfo/hel",
                "nodes/sfo",
                "runs",
                "runs/latest",
                "pause",
                "openapi.json"
            })
    void saysThatNothingHasChanged(String path) {
        HttpResponse<String> first = api.get("/api/v1/" + path);
        String tag = first.headers().firstValue("etag").orElseThrow();
        assertThat(first.headers().firstValue("cache-control")).contains("private, no-cache");
        HttpResponse<String> same = api.get("/api/v1/" + path, "If-None-Match", "\"other\", " + tag);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(same.headers().firstValue("etag")).contains(tag);
        assertThat(api.get("/api/v1/" + path, "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void saysThatSomethingHasChanged() {
        String tag = api.get("/api/v1/runs").headers().firstValue("etag").orElseThrow();
        api.history.runs.remove(0);
        assertThat(api.get("/api/v1/runs", "If-None-Match", tag).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz", "/metrics", "/plain", "/api/v1/me", "/api/v1/nothing"})
    void letsNobodyKeepWhatIsOfTheMoment(String path) {
        HttpResponse<String> answer = api.get(path);
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        assertThat(answer.headers().firstValue("etag")).isEmpty();
    }

    @Test
    void shrinksLargeAnswersForThoseWhoCanReadThem() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(api.uri("/api/v1/runs/latest"))
                .header("Accept-Encoding", "br, gzip;q=0.5")
                .build();
        HttpResponse<byte[]> small = api.client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(small.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(small.headers().firstValue("vary").orElse("")).contains("Accept-Encoding");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(small.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(api.history.reports.get(FakeHistory.SECOND));
        }
        for (String none : new String[] {"gzip;q=0", "identity", "xgzip"}) {
            HttpResponse<String> plain = api.get("/api/v1/runs/latest", "Accept-Encoding", none);
            assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
        }
    }

    @Test
    void answersHeadLikeGetWithoutABody() {
        HttpResponse<String> get = api.get("/api/v1/matrix");
        HttpResponse<String> head = api.send("HEAD", "/api/v1/matrix", "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("etag")).isEqualTo(get.headers().firstValue("etag"));
        assertThat(head.headers().firstValueAsLong("content-length"))
                .hasValue(get.body().getBytes(StandardCharsets.UTF_8).length);
        assertThat(api.send("HEAD", "/api/v1/nothing", "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "TRACE", "BREW", "DELETE", "POST"})
    void saysWhichMethodsAPathTakes(String method) {
        HttpResponse<String> refused = api.send(method, "/api/v1/status", "");
        OpenApi.problem(405, refused);
        assertThat(refused.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");
    }

    @Test
    void tellsTheOptionsOfAPath() {
        HttpResponse<String> options = api.send("OPTIONS", "/api/v1/runs", "");
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS, POST");
        OpenApi.problem(404, api.send("OPTIONS", "/api/v1/nothing", ""));
        OpenApi.problem(404, api.get("/api/v1/status/"));
        OpenApi.problem(404, api.get("/api/v1/STATUS"));
    }
}
