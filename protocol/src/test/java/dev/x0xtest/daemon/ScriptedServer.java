package dev.x0xtest.daemon;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A blocking HTTP server on a loopback port. A script returns the reply to each request. It shares no code with the
 * client under test.
 */
final class ScriptedServer implements AutoCloseable {
    private static final int LARGEST = 1 << 16;

    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<Socket> connections = new CopyOnWriteArrayList<>();

    private final ServerSocket listening;
    private final Function<String, Reply> script;

    /**
     * A reply to one request.
     *
     * @param text the whole response, written unchanged
     * @param close whether the server then closes the connection
     */
    record Reply(String text, boolean close) {}

    ScriptedServer(Function<String, Reply> script) {
        this.script = script;
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread("accept", this::accept);
    }

    DaemonAddress address() {
        return DaemonAddress.parse("http://127.0.0.1:" + listening.getLocalPort());
    }

    private static void thread(String name, Runnable task) {
        Thread thread = new Thread(task, "scripted-server-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                connections.add(socket);
                thread("connection", () -> serve(socket));
            } catch (IOException e) {
                return; // close() closed the listening socket
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream())) {
            String request = request(in);
            while (!request.isEmpty()) {
                requests.add(request);
                Reply reply = script.apply(request);
                socket.getOutputStream().write(reply.text().getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
                if (reply.close()) {
                    return;
                }
                request = request(in);
            }
        } catch (IOException e) {
            // The client or the test closed the connection, which is no error here.
        } finally {
            connections.remove(socket);
        }
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n") && head.length() < LARGEST) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        String lower = head.toString().toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(lower.substring(at + 16, lower.indexOf('\r', at)));
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    void closeConnections() {
        connections.forEach(socket -> {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closeConnections();
    }
}
