package dev.x0xtest.serve.api;

import dev.x0xtest.serve.api.http.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An API on a free port of loopback, over a history and a daemon in memory, and a client of it. */
final class Api implements AutoCloseable {
    /** 40 s after the last run. */
    static final long NOW = FakeHistory.RUN_ENDED + 40_000;

    private static final int READ_TIMEOUT_MS = 20_000;

    final FakeHistory history = new FakeHistory();
    final FakeControls controls = new FakeControls();
    final ApiServer server;
    final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    Api(ApiSettings settings) {
        server = ApiServer.start(settings, history, controls, () -> Instant.ofEpochMilli(NOW));
    }

    /** Everybody on this machine may do everything. */
    static Api open() {
        return new Api(settings(null, true, Limits.USUAL));
    }

    /** The same with other limits. */
    static Api open(Limits limits) {
        return new Api(settings(null, true, limits));
    }

    static ApiSettings settings(@Nullable Path tokens, boolean localOperator, Limits limits) {
        return new ApiSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                null,
                null,
                tokens,
                localOperator,
                Set.of("x0xtest.example"),
                limits);
    }

    URI uri(String path) {
        return URI.create(server.url() + path);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> post(String path, String json, String... headers) {
        return send("POST", path, json, headers);
    }

    HttpResponse<String> send(String method, String path, String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofMillis(READ_TIMEOUT_MS))
                .method(
                        method,
                        json.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(json));
        if (!json.isEmpty()) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int at = 0; at < headers.length; at += 2) {
            request.setHeader(headers[at], headers[at + 1]);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Socket socket() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri("/").getPort());
        socket.setSoTimeout(READ_TIMEOUT_MS);
        return socket;
    }

    /** Sends these characters, a byte each, and reads until the server closes. */
    String raw(String text) throws IOException {
        try (Socket socket = socket()) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return rest(socket);
        }
    }

    static String rest(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
    }
}
