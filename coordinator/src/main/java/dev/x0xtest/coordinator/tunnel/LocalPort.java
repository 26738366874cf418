package dev.x0xtest.coordinator.tunnel;

import dev.x0xtest.cli.EnvironmentException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** TCP ports of 127.0.0.1. */
final class LocalPort {
    private static final int INODE_COLUMN = 9;
    private static final int STATE_COLUMN = 3;
    private static final String LISTENING = "0A";

    private LocalPort() {}

    /** One that was free a moment ago. */
    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EnvironmentException("no free port on 127.0.0.1: " + e.getMessage(), e);
        }
    }

    /**
     * Whether somebody else than this process listens there: our token is not for them. Only Linux tells; where nothing
     * can be said the answer is no.
     */
    static boolean heldByAnother(int port, long pid) {
        try {
            Optional<String> inode = listener(Files.readAllLines(Path.of("/proc/net/tcp")), port);
            return inode.isPresent() && !holds(pid, "socket:[" + inode.get() + "]");
        } catch (IOException e) {
            return false;
        }
    }

    /** The inode of the socket that listens on 127.0.0.1 at this port, from the lines of {@code /proc/net/tcp}. */
    static Optional<String> listener(List<String> lines, int port) {
        String local = "0100007F:" + String.format(Locale.ROOT, "%04X", port);
        return lines.stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > INODE_COLUMN)
                .filter(columns -> columns[1].equals(local) && columns[STATE_COLUMN].equals(LISTENING))
                .map(columns -> columns[INODE_COLUMN])
                .findFirst();
    }

    private static boolean holds(long pid, String socket) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return descriptors.anyMatch(descriptor -> pointsTo(descriptor, socket));
        }
    }

    private static boolean pointsTo(Path descriptor, String socket) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(socket);
        } catch (IOException e) {
            return false;
        }
    }
}
