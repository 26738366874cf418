package dev.x0xtest.local.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An HTTP server on loopback that takes alerts. */
final class AlertReceiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<JsonNode> arrived = new LinkedBlockingQueue<>();
    private final HttpServer server;
    private final Runnable before;

    AlertReceiver() throws IOException {
        this(() -> {});
    }

    /** {@code before} runs when an alert has arrived, before it is answered. */
    AlertReceiver(Runnable before) throws IOException {
        this.before = before;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        arrived.add(JSON.readTree(exchange.getRequestBody()));
        before.run();
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/alerts";
    }

    /** The next alert, which comes within that time. */
    JsonNode next(long seconds) throws InterruptedException {
        JsonNode alert = arrived.poll(seconds, TimeUnit.SECONDS);
        if (alert == null) {
            throw new AssertionError("no alert within " + seconds + " s");
        }
        return alert;
    }

    boolean isEmpty() {
        return arrived.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
