package dev.x0xtest.minimesh.transport;

/** One node's way to the others. Every method and every call to the listener is on the node's event loop. */
public interface NodeTransport {
    /** Begins to listen. */
    void start(Listener listener, Started started);

    /** {@code host:port} others dial; empty before {@link #start}. */
    String localAddress();

    /** Dials; the outcome is seen as {@link Listener#linkUp}, or nothing when nobody listens there. */
    void dial(String address);

    /** Closes every link and stops listening; {@code done} runs when the port is free again. */
    void stop(Runnable done);

    /** A connection to one neighbour. */
    interface Link {
        /** Hands a frame to the transport; lost when the link is closed. */
        void send(LinkFrame frame);

        /** {@code host:port} of the other side as the socket sees it. */
        String remoteAddress();

        /** Whether this node began it. */
        boolean dialledByUs();

        void close();
    }

    /** How a start ended: one of the two, once. */
    interface Started {
        /** {@link NodeTransport#localAddress()} is known, others can dial. */
        void ready();

        void failed(Throwable cause);
    }

    /** What the node hears from its transport. */
    interface Listener {
        void linkUp(Link link);

        void received(Link link, LinkFrame frame);

        void linkDown(Link link);
    }
}
