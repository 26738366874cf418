package dev.x0xtest.coordinator.tunnel;

/** Decides what to do when an ssh has ended. Pure. */
final class TunnelPolicy {
    static final int MOST_PORTS = 5;

    private TunnelPolicy() {}

    /** The next step. */
    enum Next {
        /** Choose another port, because another program took this one. */
        OTHER_PORT,
        /** Reconnect on the same port after a back-off: the tunnel was open before. */
        AGAIN,
        /** Give up: the tunnel never worked, and ssh has given the reason. */
        GIVE_UP
    }

    /**
     * The step after the end of an ssh.
     *
     * @param everOpen whether the tunnel was ever open; its port is then in use by the run and cannot change
     * @param portsTried this one included
     */
    static Next afterEnd(boolean everOpen, boolean portTaken, int portsTried) {
        if (everOpen) {
            return Next.AGAIN;
        }
        return portTaken && portsTried < MOST_PORTS ? Next.OTHER_PORT : Next.GIVE_UP;
    }
}
