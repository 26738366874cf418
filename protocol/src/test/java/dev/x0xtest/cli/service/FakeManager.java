package dev.x0xtest.cli.service;

import io.netty.channel.unix.DomainDatagramSocketAddress;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The service manager's end of a notify socket. A datagram between two sockets of one machine has arrived when its send
 * returns.
 */
final class FakeManager implements AutoCloseable {
    private final Socket socket = Socket.newSocketDomainDgram();

    /** Binds the socket to a name in the form of {@code NOTIFY_SOCKET}. */
    FakeManager(String name) throws IOException {
        socket.bind(new DomainSocketAddress(name.startsWith("@") ? "\0" + name.substring(1) : name));
    }

    /** Returns the datagrams that arrived since the last call. */
    List<String> received() throws IOException {
        List<String> received = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
        DomainDatagramSocketAddress datagram = socket.recvFromDomainSocket(buffer, 0, buffer.capacity());
        while (datagram != null) {
            byte[] bytes = new byte[datagram.receivedAmount()];
            buffer.get(0, bytes);
            received.add(new String(bytes, StandardCharsets.UTF_8));
            datagram = socket.recvFromDomainSocket(buffer, 0, buffer.capacity());
        }
        return received;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
