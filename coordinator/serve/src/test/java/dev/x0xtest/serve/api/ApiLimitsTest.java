package dev.x0xtest.serve.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.x0xtest.serve.api.http.Limits;
import dev.x0xtest.serve.api.view.OpenApi;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the server does not bear. */
@Timeout(60)
class ApiLimitsTest {
    private static final String HOST = "Host: localhost\r\n";
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(200);

    private static Limits limits(int connections, Duration request, Duration answer, Duration stall) {
        return new Limits(connections, 4, 4096, 16_384, 16_384, request, answer, stall, LONG, 4, 16);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    @Test
    void boundsEachPartOfARequest() throws Exception {
        try (Api api = Api.open()) {
            assertThat(api.raw("GET /" + "a".repeat(5000) + " HTTP/1.1\r\n" + HOST + "\r\n"))
                    .startsWith("HTTP/1.1 414");
            assertThat(api.raw("GET / HTTP/1.1\r\n" + HOST + "X: " + "a".repeat(17_000) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 431");
            assertThat(api.raw("GET / HTTP/1.1\r\n" + HOST + "X: a\r\n".repeat(5000) + "\r\n"))
                    .startsWith("HTTP/1.1 431");
            assertThat(api.raw("POST /api/v1/runs HTTP/1.1\r\n" + HOST + "Content-Length: 16385\r\n\r\n"))
                    .startsWith("HTTP/1.1 413");
            assertThat(api.raw("POST /api/v1/runs HTTP/1.1\r\n" + HOST
                            + "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n"))
                    .startsWith("HTTP/1.1 413");
            assertThat(api.raw("POST /api/v1/runs HTTP/1.1\r\n" + HOST + "Content-Length: -1\r\n\r\n"))
                    .startsWith("HTTP/1.1 400");
            String chunked = "Transfer-Encoding: chunked\r\n";
            assertThat(api.raw("POST /api/v1/runs HTTP/1.1\r\n" + HOST + chunked + "\r\n2\r\n{}\r\n0\r\n\r\n"))
                    .startsWith("HTTP/1.1 411");
            assertThat(api.raw("POST /api/v1/runs HTTP/1.1\r\n" + HOST + chunked
                            + "Content-Length: 4\r\n\r\n2\r\n{}\r\n0\r\n\r\n"))
                    .startsWith("HTTP/1.1 400");
            assertThat(api.raw("hello\r\n\r\n")).startsWith("HTTP/1.1 400");
            assertThat(api.controls.requests).isEmpty();
        }
    }

    /** A client that sends all of its body first sees the answer all the same. */
    @Test
    void answersAlsoWhileTheRestStillComes() throws Exception {
        try (Api api = Api.open()) {
            String large = "{\"reason\":\"" + "x".repeat(300_000) + "\"}";
            for (int attempt = 0; attempt < 20; attempt++) {
                OpenApi.problem(413, api.post("/api/v1/pause", large));
            }
        }
    }

    @Test
    void waitsForABodyOnRequest() throws Exception {
        try (Api api = Api.open();
                Socket socket = api.socket()) {
            write(
                    socket,
                    "POST /api/v1/runs HTTP/1.1\r\n" + HOST
                            + "Connection: close\r\nExpect: 100-continue\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 2\r\n\r\n");
            byte[] goOn = socket.getInputStream().readNBytes("HTTP/1.1 100".length());
            assertThat(new String(goOn, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 100");
            write(socket, "{}");
            assertThat(Api.rest(socket)).contains("HTTP/1.1 202");
        }
    }

    @Test
    void answersRequestsInTheOrderInWhichTheyCame() throws Exception {
        try (Api api = Api.open()) {
            String answers = api.raw("GET /api/v1/runs HTTP/1.1\r\n" + HOST + "\r\n" + "GET /healthz HTTP/1.1\r\n"
                    + HOST + "\r\n" + "GET /none HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
            assertThat(answers.split("HTTP/1.1 ", -1))
                    .satisfiesExactly(
                            none -> assertThat(none).isEmpty(),
                            runs -> assertThat(runs).startsWith("200").contains("next_before"),
                            health -> assertThat(health).startsWith("200").contains("tick_age_ms"),
                            missing -> assertThat(missing).startsWith("404"));
        }
    }

    @Test
    void givesUpOnARequestThatDoesNotComeInTime() throws Exception {
        try (Api api = Api.open(limits(8, SHORT, LONG, LONG))) {
            assertThat(api.raw("GET /api/v1/st")).isEmpty();
            assertThat(api.raw("")).isEmpty();
            assertThat(api.raw("GET / HTTP/1.1\r\n" + HOST + "X: ")).isEmpty();
            assertThat(api.raw("POST /api/v1/runs HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\n\r\n{"))
                    .startsWith("HTTP/1.1 408");
            // A connection that was used waits as long.
            assertThat(api.raw("GET /healthz HTTP/1.1\r\n" + HOST + "\r\n")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void givesUpOnAnAnswerThatDoesNotComeInTime() {
        try (Api api = Api.open(limits(8, LONG, SHORT, LONG))) {
            CountDownLatch held = new CountDownLatch(1);
            api.history.held = held;
            OpenApi.problem(503, api.get("/api/v1/runs"));
            held.countDown();
            api.history.held = null;
            assertThat(api.get("/api/v1/runs").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void closesConnectionsBeyondTheBound() throws Exception {
        try (Api api = Api.open(limits(2, LONG, LONG, LONG));
                Socket first = api.socket();
                Socket second = api.socket()) {
            write(first, "GET /healthz HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(first.getInputStream().read()).isEqualTo('H');
            write(second, "GET /healthz HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(second.getInputStream().read()).isEqualTo('H');
            assertThat(closed(api)).isTrue();
            second.shutdownOutput();
            await().atMost(Duration.ofSeconds(20)).until(() -> !closed(api));
        }
    }

    private static boolean closed(Api api) {
        try {
            return api.raw("GET /healthz HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n")
                    .isEmpty();
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void closesAConnectionWhoseClientTakesNothing() throws Exception {
        try (Api api = Api.open(limits(1, LONG, LONG, SHORT));
                Socket stuck = api.socket()) {
            api.history.reports.put(FakeHistory.SECOND, "x".repeat(64 << 20));
            write(stuck, "GET /api/v1/runs/" + FakeHistory.SECOND + " HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(stuck.getInputStream().read()).isEqualTo('H');
            // There is room for the next connection only when this one is closed.
            await().atMost(Duration.ofSeconds(30)).until(() -> !closed(api));
        }
    }
}
