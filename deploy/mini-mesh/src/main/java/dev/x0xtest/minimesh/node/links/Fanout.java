package dev.x0xtest.minimesh.node.links;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One source with many readers. Each has a bounded queue; a full one drops its oldest element. On the node's loop. */
public final class Fanout<T> {
    private final int capacity;
    private final List<Tap> taps = new ArrayList<>();
    private long evicted;

    public Fanout(int capacity) {
        this.capacity = capacity;
    }

    /** Opens a reader. {@code wakeUp} runs after each element added to its queue. */
    public Tap open(Runnable wakeUp) {
        var tap = new Tap(wakeUp);
        taps.add(tap);
        return tap;
    }

    public void publish(T element) {
        for (Tap tap : List.copyOf(taps)) {
            tap.offer(element);
        }
    }

    public int readers() {
        return taps.size();
    }

    /** How many elements all readers together have lost. */
    public long evicted() {
        return evicted;
    }

    /** One reader's queue. */
    public final class Tap {
        private final ArrayDeque<T> queue = new ArrayDeque<>();
        private final Runnable wakeUp;

        private Tap(Runnable wakeUp) {
            this.wakeUp = wakeUp;
        }

        private void offer(T element) {
            if (queue.size() == capacity) {
                queue.pollFirst();
                evicted++;
            }
            queue.addLast(element);
            wakeUp.run();
        }

        public @Nullable T poll() {
            return queue.pollFirst();
        }

        public void close() {
            taps.remove(this);
            queue.clear();
        }
    }
}
