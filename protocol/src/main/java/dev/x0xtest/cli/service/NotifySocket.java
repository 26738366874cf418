package dev.x0xtest.cli.service;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A datagram socket to systemd. It uses Netty's native transport because Java has no UNIX datagram sockets. Sending
 * neither blocks nor fails: a message that cannot be sent is dropped, and the first of a series is logged.
 */
final class NotifySocket implements Consumer<String> {
    private static final Logger log = LoggerFactory.getLogger(NotifySocket.class);

    private final Socket socket;
    private final byte[] address;
    private boolean failing;

    private NotifySocket(Socket socket, byte[] address) {
        this.socket = socket;
        this.address = address;
    }

    /**
     * Opens the socket. Empty after one warning if that is not possible.
     *
     * @param name value of {@code NOTIFY_SOCKET}: a path, or {@code @} and an abstract name
     */
    static Optional<NotifySocket> open(String name) {
        if (!name.startsWith("/") && !name.startsWith("@")) {
            log.warn("cannot notify systemd: NOTIFY_SOCKET is neither a path nor an abstract name");
            return Optional.empty();
        }
        if (!Epoll.isAvailable()) {
            log.warn("cannot notify systemd: {}", String.valueOf(Epoll.unavailabilityCause()));
            return Optional.empty();
        }
        String address = name.startsWith("@") ? "\0" + name.substring(1) : name;
        return Optional.of(new NotifySocket(Socket.newSocketDomainDgram(), address.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void accept(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).put(bytes);
        try {
            if (socket.sendToDomainSocket(buffer, 0, bytes.length, address) != bytes.length) {
                throw new IOException("its buffer is full");
            }
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                log.warn("cannot notify systemd: {}", e.getMessage());
            }
            failing = true;
        }
    }
}
