package dev.x0xtest.serve.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Garbage instead of requests: never a hang, never a word of what is inside. */
@Timeout(120)
class ApiFuzzTest {
    private static final int ROUNDS = Integer.getInteger("api.fuzz.rounds", 1500);
    private static final long SEED = Long.getLong("api.fuzz.seed", System.nanoTime());

    private static final String[] WHOLE = {
        "GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /api/v1/pairs/sfo/hel?from=1&to=2&step=0 HTTP/1.1\r\nHost: 127.0.0.1:1\r\nAccept-Encoding: gzip\r\n\r\n",
        "POST /api/v1/pause HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 14"
                + "\r\n\r\n{\"reason\":\"x\"}",
        "DELETE /api/v1/silences?target=sfo%3Ehel HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /api/v1/runs/latest HTTP/1.0\r\nHost: localhost\r\nIf-None-Match: W/\"x\"\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n"
    };

    private final Api api = Api.open();
    private final SplittableRandom random = new SplittableRandom(SEED);

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void survivesGarbage() throws IOException {
        System.out.println("api.fuzz.seed=" + SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = round % 4 == 0 ? noise() : mutated();
            String answer = exchange(bytes);
            assertThat(answer)
                    .as("seed %d, round %d: %s", SEED, round, new String(bytes, StandardCharsets.ISO_8859_1))
                    .doesNotContain("Exception")
                    .doesNotContain("\tat ")
                    .doesNotContain("dev.x0xtest")
                    .doesNotContain("HTTP/1.1 500")
                    .doesNotContain("HTTP/1.0 500");
            assertThat(answer.isEmpty() || answer.startsWith("HTTP/1.")).isTrue();
        }
        assertThat(api.get("/healthz").statusCode()).isEqualTo(200);
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

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(1, 600)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A request in which some bytes are changed, doubled, dropped, or cut off. */
    private byte[] mutated() {
        StringBuilder text = new StringBuilder(WHOLE[random.nextInt(WHOLE.length)]);
        for (int change = random.nextInt(1, 6); change > 0 && text.length() > 1; change--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                case 1 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(1, 40))));
                case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(1, 10)));
                case 3 -> text.insert(at, "\r\n");
                default -> text.insert(at, "%" + (char) random.nextInt(32, 127) + (char) random.nextInt(32, 127));
            }
        }
        if (random.nextInt(5) == 0) {
            text.setLength(random.nextInt(1, text.length() + 1));
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
