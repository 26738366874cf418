package dev.x0xtest.minimesh.transport;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Links the nodes of one process without sockets. Passes frames in order from event loop to event loop, without
 * encoding them. The addresses look like loopback addresses but are mere names.
 */
public final class MemoryNetwork {
    private static final int FIRST_PORT = 21_000;

    private final OwnFaults ownFaults;
    private final Map<String, MemoryTransport> listening = new ConcurrentHashMap<>();
    private final AtomicInteger nextPort = new AtomicInteger(FIRST_PORT);

    public MemoryNetwork(OwnFaults ownFaults) {
        this.ownFaults = ownFaults;
    }

    /** Creates the transport of the node on {@code loop}. A restarted node passes its old address; others pass null. */
    public NodeTransport join(EventLoop loop, @Nullable String address) {
        return new MemoryTransport(loop, address == null ? "127.0.0.1:" + nextPort.getAndIncrement() : address);
    }

    private final class MemoryTransport implements NodeTransport {
        private final EventLoop loop;
        private final String address;
        // only on the loop
        private final List<MemoryLink> links = new ArrayList<>();
        private @Nullable Listener listener;

        MemoryTransport(EventLoop loop, String address) {
            this.loop = loop;
            this.address = address;
        }

        @Override
        public void start(Listener newListener, Started started) {
            listener = newListener;
            listening.put(address, this);
            started.ready();
        }

        @Override
        public String localAddress() {
            return address;
        }

        @Override
        public void dial(String target) {
            MemoryTransport other = listening.get(target);
            if (other == null || other == this) {
                return;
            }
            var mine = new MemoryLink(this, target, true);
            var theirs = new MemoryLink(other, address, false);
            mine.other = theirs;
            theirs.other = mine;
            // their end first: our first frame must not arrive before their link is up
            other.loop.execute(() -> other.up(theirs));
            up(mine);
        }

        @Override
        public void stop(Runnable done) {
            listening.remove(address, this);
            List.copyOf(links).forEach(MemoryLink::close);
            listener = null;
            done.run();
        }

        private void up(MemoryLink link) {
            if (listener == null) {
                link.close();
                return;
            }
            links.add(link);
            listener.linkUp(link);
        }

        private void received(MemoryLink link, LinkFrame frame) {
            if (listener != null && links.contains(link)) {
                ownFaults.guard("a stand-in at " + address, () -> handle(link, frame));
            }
        }

        private void handle(MemoryLink link, LinkFrame frame) {
            if (listener != null) {
                listener.received(link, frame);
            }
        }

        private void down(MemoryLink link) {
            if (links.remove(link) && listener != null) {
                listener.linkDown(link);
            }
        }
    }

    private static final class MemoryLink implements NodeTransport.Link {
        private final MemoryTransport owner;
        private final String remoteAddress;
        private final boolean dialled;
        private volatile @Nullable MemoryLink other;

        MemoryLink(MemoryTransport owner, String remoteAddress, boolean dialled) {
            this.owner = owner;
            this.dialled = dialled;
            this.remoteAddress = remoteAddress;
        }

        @Override
        public void send(LinkFrame frame) {
            MemoryLink receiver = other;
            if (receiver != null) {
                receiver.owner.loop.execute(() -> receiver.owner.received(receiver, frame));
            }
        }

        @Override
        public String remoteAddress() {
            return remoteAddress;
        }

        @Override
        public boolean dialledByUs() {
            return dialled;
        }

        @Override
        public void close() {
            MemoryLink receiver = other;
            other = null;
            owner.down(this);
            if (receiver != null) {
                receiver.other = null;
                receiver.owner.loop.execute(() -> receiver.owner.down(receiver));
            }
        }
    }
}
