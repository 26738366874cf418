package dev.x0xtest.local.mesh.daemons;

import dev.x0xtest.cli.EnvironmentException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Picks free UDP ports on loopback. Every daemon's configuration lists the ports of all others, so they are picked
 * before the first daemon starts. Another program may take one in between; then the caller picks all again.
 */
final class FreePorts {
    private FreePorts() {}

    static List<Integer> udp(int count) {
        List<DatagramSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
            }
            return held.stream().map(DatagramSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new EnvironmentException("no free UDP port on loopback: " + e.getMessage(), e);
        } finally {
            held.forEach(DatagramSocket::close);
        }
    }
}
