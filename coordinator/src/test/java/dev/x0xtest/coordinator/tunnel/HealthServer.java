package dev.x0xtest.coordinator.tunnel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens on a loopback port, answers every request with one status and closes the connection. */
final class HealthServer implements AutoCloseable {
    private static final String BODY = "{\"ok\":true}";

    private final ServerSocket socket;
    private final int status;
    private final AtomicInteger requests = new AtomicInteger();

    private HealthServer(ServerSocket socket, int status) {
        this.socket = socket;
        this.status = status;
    }

    static HealthServer start(int status) throws IOException {
        HealthServer server = new HealthServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), status);
        Thread thread = new Thread(server::serve, "health");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                answer(connection);
            } catch (IOException e) {
                // The client or the test closed the connection.
            }
        }
    }

    private void answer(Socket connection) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        String line = reader.readLine();
        while (line != null && !line.isEmpty()) {
            line = reader.readLine();
        }
        requests.incrementAndGet();
        String answer = "HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nContent-Length: "
                + BODY.length() + "\r\nConnection: close\r\n\r\n" + BODY;
        connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }

    int port() {
        return socket.getLocalPort();
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
