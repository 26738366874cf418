package dev.x0xtest.minimesh.transport;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The addresses that a node wants to dial: each once, and few at the same time. A handshake is several packets each way;
 * more at once overflow the socket's buffer, and the handshakes time out. Confined to the node's event loop.
 */
final class DialQueue {
    static final int AT_ONCE = 8;
    private static final int MOST_WAITING = 1_024;

    private final Set<String> waiting = new LinkedHashSet<>();
    private final Set<String> dialled = new HashSet<>();
    private int handshakes;

    /** Adds an address, unless it waits, is being dialled or is connected. A full queue drops it: callers ask again. */
    void add(String address) {
        if (!dialled.contains(address) && waiting.size() < MOST_WAITING) {
            waiting.add(address);
        }
    }

    /** Takes the addresses to dial now. The caller reports the end of each handshake. */
    List<String> take() {
        var now = new ArrayList<String>();
        Iterator<String> next = waiting.iterator();
        while (handshakes < AT_ONCE && next.hasNext()) {
            String address = next.next();
            next.remove();
            dialled.add(address);
            handshakes++;
            now.add(address);
        }
        return now;
    }

    /** A handshake has ended, well or badly. */
    void handshakeEnded() {
        handshakes--;
    }

    /** There is no connection to that address any more: it may be dialled again. */
    void gone(String address) {
        dialled.remove(address);
    }

    /** Forgets what waits. */
    void clear() {
        waiting.clear();
    }
}
