package dev.x0xtest.coordinator.tunnel;

import dev.x0xtest.cli.EnvironmentException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** TCP ports of 127.0.0.1. */
final class LocalPort {
    private static final int INODE_COLUMN = 9;
    private static final int STATE_COLUMN = 3;
    private static final String SOCKET = "socket:[";
    private static final String LISTENING = "0A";

    private LocalPort() {}

    /** A port that was free a moment ago. */
    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EnvironmentException("no free port on 127.0.0.1: " + e.getMessage(), e);
        }
    }

    /**
     * Whether this process or one of its children listens on the port: no other program may get our token. On systems
     * other than Linux this is unknown, and the answer is true.
     */
    static boolean heldBy(ProcessHandle process, int port) {
        try {
            Set<String> listeners = new HashSet<>(listeners(Files.readAllLines(Path.of("/proc/net/tcp")), port));
            listeners.addAll(listeners(Files.readAllLines(Path.of("/proc/net/tcp6")), port));
            return Stream.concat(Stream.of(process), process.descendants()).anyMatch(one -> holdsOne(one, listeners));
        } catch (IOException e) {
            return true;
        }
    }

    /** The inodes of the sockets that listen at this port, from the lines of {@code /proc/net/tcp} or {@code tcp6}. */
    static List<String> listeners(List<String> lines, int port) {
        String local = ":" + String.format(Locale.ROOT, "%04X", port);
        return lines.stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > INODE_COLUMN)
                .filter(columns -> columns[1].endsWith(local) && columns[STATE_COLUMN].equals(LISTENING))
                .map(columns -> columns[INODE_COLUMN])
                .toList();
    }

    private static boolean holdsOne(ProcessHandle process, Set<String> inodes) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return descriptors.anyMatch(descriptor -> inodes.contains(inode(descriptor)));
        } catch (AccessDeniedException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String inode(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith(SOCKET) ? target.substring(SOCKET.length(), target.length() - 1) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
