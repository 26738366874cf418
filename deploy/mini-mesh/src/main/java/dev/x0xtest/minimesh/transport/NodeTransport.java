package dev.x0xtest.minimesh.transport;

/** The transport of one node. All methods, and all calls to the listener, run on the node's event loop. */
public interface NodeTransport {
    /** Starts to listen. */
    void start(Listener listener, Started started);

    /** The address that other nodes dial, {@code host:port}; empty before {@link #start}. */
    String localAddress();

    /** Dials. Success is reported by {@link Listener#linkUp}; a failure is not reported. */
    void dial(String address);

    /** Closes every link and stops listening. {@code done} runs when the port is free again. */
    void stop(Runnable done);

    /** A connection to one neighbour. */
    interface Link {
        /** Sends a frame. A closed link drops it. */
        void send(LinkFrame frame);

        /** The other end's {@code host:port}, as the socket sees it. */
        String remoteAddress();

        /** Whether this node dialled. */
        boolean dialledByUs();

        void close();
    }

    /** The result of a start: exactly one of the two methods runs, once. */
    interface Started {
        /** The transport listens at {@link NodeTransport#localAddress()}. */
        void ready();

        void failed(Throwable cause);
    }

    /** Receives the events of a transport. */
    interface Listener {
        void linkUp(Link link);

        void received(Link link, LinkFrame frame);

        void linkDown(Link link);
    }
}
