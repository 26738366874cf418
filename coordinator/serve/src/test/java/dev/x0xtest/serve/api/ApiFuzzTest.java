package dev.x0xtest.serve.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.testkit.fuzz.Fuzz;
import dev.x0xtest.testkit.fuzz.FuzzTarget;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Garbage instead of requests: never a hang, never a word of what is inside. */
@Timeout(120)
class ApiFuzzTest {
    private static final List<byte[]> WHOLE = Stream.of(
                    "GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n",
                    "GET /api/v1/pairs/sfo/hel?from=1&to=2&step=0 HTTP/1.1\r\nHost: 127.0.0.1:1\r\nAccept-Encoding: gzip\r\n\r\n",
                    "POST /api/v1/pause HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 14"
                            + "\r\n\r\n{\"reason\":\"x\"}",
                    "DELETE /api/v1/silences?target=sfo%3Ehel HTTP/1.1\r\nHost: localhost\r\n\r\n",
                    "GET /api/v1/runs/latest HTTP/1.0\r\nHost: localhost\r\nIf-None-Match: W/\"x\"\r\n\r\n",
                    "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
            .toList();

    private final Api api = Api.open();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void survivesGarbage() throws IOException {
        Fuzz.run(FuzzTarget.silent("requests to serve", WHOLE, this::isAnswered).oneOf(14));
        assertThat(api.get("/healthz").statusCode()).isEqualTo(200);
    }

    private boolean isAnswered(byte[] bytes) throws IOException {
        String answer = exchange(bytes);
        assertThat(answer)
                .doesNotContain("Exception")
                .doesNotContain("\tat ")
                .doesNotContain("dev.x0xtest")
                .doesNotContain("HTTP/1.1 500")
                .doesNotContain("HTTP/1.0 500");
        assertThat(answer.isEmpty() || answer.startsWith("HTTP/1.")).isTrue();
        return answer.startsWith("HTTP/1.1 2");
    }

    /** What the server answers until it closes, which it does at the latest when nothing more comes. */
    private String exchange(byte[] bytes) throws IOException {
        try (Socket socket = api.socket()) {
            try {
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
                return Api.rest(socket);
            } catch (IOException closed) {
                assertThat(closed.getMessage()).doesNotContain("timed out");
                return "";
            }
        }
    }
}
