package dev.x0xtest.runner.action;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/** First in, first out, a bounded number under way and a bounded number waiting. Confined to the event loop. */
public final class Lane {
    private final int concurrent;
    private final int waiting;
    private final Deque<Job> queue = new ArrayDeque<>();
    private int underWay;
    private boolean closed;
    private Runnable whenIdle = () -> {};

    public Lane(int concurrent, int waiting) {
        this.concurrent = concurrent;
        this.waiting = waiting;
    }

    /** Something to do. */
    public interface Job {
        /** Starts it; the future completes on the event loop, either way. */
        CompletableFuture<?> run();

        /** The lane was closed before its turn came. */
        void aborted();
    }

    /** False when the lane is full or closed: the job is not taken. */
    public boolean submit(Job job) {
        if (closed || queue.size() >= waiting) {
            return false;
        }
        queue.addLast(job);
        pump();
        return true;
    }

    /** What is under way goes on, what waits is aborted, nothing is taken any more. */
    public void close() {
        closed = true;
        while (!queue.isEmpty()) {
            queue.removeFirst().aborted();
        }
    }

    public boolean idle() {
        return underWay == 0 && queue.isEmpty();
    }

    /** Called each time the last job has ended. */
    public void whenIdle(Runnable action) {
        whenIdle = action;
    }

    private void pump() {
        while (underWay < concurrent && !queue.isEmpty()) {
            underWay++;
            queue.removeFirst().run().whenComplete((result, error) -> ended());
        }
    }

    private void ended() {
        underWay--;
        pump();
        if (idle()) {
            whenIdle.run();
        }
    }
}
