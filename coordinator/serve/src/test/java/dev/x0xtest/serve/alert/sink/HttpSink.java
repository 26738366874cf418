package dev.x0xtest.serve.alert.sink;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** An HTTP server on loopback that takes alerts, or does worse things. Thread-safe. */
public final class HttpSink implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile Mood mood = Mood.TAKES;

    /** What arrived, in order. */
    public final List<Request> requests = new CopyOnWriteArrayList<>();

    /** The same, for those who wait. */
    public final BlockingQueue<Request> arrived = new LinkedBlockingQueue<>();

    /** One request; header names are as the server has them: {@code X-x0xtest-signature}. */
    public record Request(String method, String path, Map<String, List<String>> headers, String body) {}

    /** How it answers. */
    public enum Mood {
        TAKES,
        REFUSES,
        REDIRECTS,
        /** It never answers. */
        HANGS,
        /** It answers without end. */
        FLOODS
    }

    public HttpSink() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public HttpSink mood(Mood next) {
        mood = next;
        return this;
    }

    public String address(String rest) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + rest;
    }

    private void handle(HttpExchange exchange) throws IOException {
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        requests.add(request);
        arrived.add(request);
        switch (mood) {
            case TAKES -> exchange.sendResponseHeaders(200, -1);
            case REFUSES -> exchange.sendResponseHeaders(503, -1);
            case REDIRECTS -> {
                exchange.getResponseHeaders().set("Location", address("/elsewhere"));
                exchange.sendResponseHeaders(307, -1);
            }
            case HANGS -> {
                return;
            }
            case FLOODS -> {
                exchange.sendResponseHeaders(200, 0);
                byte[] much = new byte[65_536];
                try (OutputStream out = exchange.getResponseBody()) {
                    while (!Thread.currentThread().isInterrupted()) {
                        out.write(much);
                    }
                }
            }
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
