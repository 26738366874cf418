package dev.x0xtest.local.simulation;

/**
 * What a host of the simulation can do. Its x0xd handles one message at a time, and its runner reads one event at a time.
 *
 * @param sendMicros processor time of the daemon for a message that it sends
 * @param receiveMicros processor time of the daemon for a message that it receives
 * @param kilobyteMicros more of either for each 1,000 bytes
 * @param readMicros time in which a subscriber of the event stream reads one message
 * @param queueEvents events that wait for one subscriber; one more evicts the oldest
 */
public record HostModel(int sendMicros, int receiveMicros, int kilobyteMicros, int readMicros, int queueEvents) {
    /**
     * One x0xd 0.48.1 as {@code bench/daemon} measured it, pinned to a core, and a runner in its second run:
     * docs/performance.md has the figures. The queue is the constant of the daemon's source.
     */
    static final HostModel MEASURED = new HostModel(800, 550, 30, 850, 8_192);

    /** The same with hosts so many times slower. */
    HostModel slower(int times) {
        return new HostModel(
                sendMicros * times, receiveMicros * times, kilobyteMicros * times, readMicros * times, queueEvents);
    }

    long sendNanos(int bytes) {
        return nanos(sendMicros, bytes);
    }

    long receiveNanos(int bytes) {
        return nanos(receiveMicros, bytes);
    }

    long readNanos() {
        return readMicros * 1_000L;
    }

    private long nanos(int micros, int bytes) {
        return micros * 1_000L + (long) kilobyteMicros * bytes;
    }
}
