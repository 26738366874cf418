package dev.x0xtest.runner.action;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/** A first-in-first-out queue of jobs, bounded in jobs in progress and in waiting jobs. Confined to the event loop. */
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

    /** A unit of work. */
    public interface Job {
        /** Starts the job. The future completes on the event loop, normally or not. */
        CompletableFuture<?> run();

        /** Called instead of {@link #run} if the lane is closed first. */
        void aborted();
    }

    /** Queues or starts the job; false if the lane is full or closed. */
    public boolean submit(Job job) {
        if (closed || queue.size() >= waiting) {
            return false;
        }
        queue.addLast(job);
        pump();
        return true;
    }

    /** Refuses new jobs and aborts waiting ones. Jobs in progress continue. */
    public void close() {
        closed = true;
        while (!queue.isEmpty()) {
            queue.removeFirst().aborted();
        }
    }

    public boolean idle() {
        return underWay == 0 && queue.isEmpty();
    }

    /** Sets the callback for each time that the last job in progress has ended. */
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
