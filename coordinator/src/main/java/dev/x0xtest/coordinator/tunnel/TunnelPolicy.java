package dev.x0xtest.coordinator.tunnel;

/** What follows when an ssh has ended. Pure. */
final class TunnelPolicy {
    static final int MOST_PORTS = 5;

    private TunnelPolicy() {}

    /** What to do next. */
    enum Next {
        /** Another program took the port that we had chosen: choose another one. */
        OTHER_PORT,
        /** The tunnel was open before, so it may come back: the same port, after a back-off. */
        AGAIN,
        /** It never worked: ssh has said why, and a retry would only take longer. */
        GIVE_UP
    }

    /**
     * The reaction to the end of an ssh.
     *
     * @param everOpen whether this tunnel has been open: its port is then in use by the run and cannot change
     * @param portsTried this one included
     */
    static Next afterEnd(boolean everOpen, boolean portTaken, int portsTried) {
        if (everOpen) {
            return Next.AGAIN;
        }
        return portTaken && portsTried < MOST_PORTS ? Next.OTHER_PORT : Next.GIVE_UP;
    }
}
