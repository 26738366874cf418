package dev.x0xtest.minimesh.contract.client;

import dev.x0xtest.minimesh.contract.mesh.DaemonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sends several requests on one socket, each after the answer to the one before. */
public final class KeptConnection {
    private static final int TIMEOUT_MS = 10_000;

    private KeptConnection() {}

    public static List<Integer> statuses(DaemonNode node, List<String> paths) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        try (Socket socket = new Socket(node.base().getHost(), node.base().getPort())) {
            socket.setSoTimeout(TIMEOUT_MS);
            for (String path : paths) {
                ask(socket.getOutputStream(), node, path);
                statuses.add(answer(socket.getInputStream()));
            }
        }
        return statuses;
    }

    private static void ask(OutputStream out, DaemonNode node, String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + node.base().getAuthority()
                + "\r\nAuthorization: Bearer " + node.token() + "\r\n\r\n";
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static int answer(InputStream in) throws IOException {
        String status = line(in);
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).strip());
            }
        }
        in.readNBytes(length);
        return Integer.parseInt(status.split(" ", 3)[1]);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the daemon closed the connection after: " + line);
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
