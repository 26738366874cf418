package dev.x0xtest.coordinator.tunnel;

/** What follows when an ssh has ended. Pure. */
final class TunnelPolicy {
    static final int MOST_PORTS = 5;

    private TunnelPolicy() {}

    /** What to do next. */
    enum Next {
        /** Somebody took the port that we had chosen: choose another one. */
        OTHER_PORT,
        /** The way was there before, so it may come back: the same port, after a while. */
        AGAIN,
        /** It never worked: ssh has said why, and trying again would only take longer. */
        GIVE_UP
    }

    /**
     * Decides.
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
