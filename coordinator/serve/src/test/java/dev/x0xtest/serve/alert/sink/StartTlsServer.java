package dev.x0xtest.serve.alert.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** As much of a mail server as one mail takes, with STARTTLS, which GreenMail does not have. */
final class StartTlsServer implements AutoCloseable {
    /** Commands as they came, before and after the connection was encrypted. */
    final List<String> clear = new CopyOnWriteArrayList<>();

    final List<String> encrypted = new CopyOnWriteArrayList<>();

    private final ServerSocket server;
    private final SSLContext context;
    private final boolean offers;
    private final Thread thread = new Thread(this::serve, "mail-server");

    /** {@code offers}: whether it says that it can encrypt. */
    StartTlsServer(SSLContext context, boolean offers) throws IOException {
        this.context = context;
        this.offers = offers;
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                say(socket, "220 mail.invalid");
                talk(socket, clear);
            } catch (IOException e) {
                // It is closed, or the client does not like the certificate: what came shows it.
            }
        }
    }

    private void talk(Socket socket, List<String> commands) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        boolean plain = commands == clear;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            commands.add(line);
            switch (line.split(" ", -1)[0].toUpperCase(Locale.ROOT)) {
                case "EHLO" ->
                    say(
                            socket,
                            "250-mail.invalid" + (offers && plain ? "\r\n250-STARTTLS" : "") + "\r\n250 AUTH PLAIN");
                case "STARTTLS" -> {
                    say(socket, "220 go");
                    talk(context.getSocketFactory().createSocket(socket, null, true), encrypted);
                    return;
                }
                case "AUTH" -> say(socket, "235 welcome");
                case "DATA" -> {
                    say(socket, "354 go on");
                    while (!".".equals(in.readLine())) {
                        // The mail.
                    }
                    say(socket, "250 taken");
                }
                case "QUIT" -> {
                    say(socket, "221 bye");
                    return;
                }
                default -> say(socket, "250 well");
            }
        }
    }

    private static void say(Socket socket, String lines) throws IOException {
        socket.getOutputStream().write((lines + "\r\n").getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
