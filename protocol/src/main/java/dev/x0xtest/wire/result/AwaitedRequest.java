package dev.x0xtest.wire.result;

import dev.x0xtest.wire.AgentId;
import java.util.Set;

/** A request whose result may come in chunks. */
final class AwaitedRequest {
    private final String id;
    private final Set<AgentId> senders;
    private long deadlineNanos;
    private boolean armed;

    AwaitedRequest(String id, Set<AgentId> senders, long deadlineNanos, boolean armed) {
        this.id = id;
        this.senders = senders;
        this.deadlineNanos = deadlineNanos;
        this.armed = armed;
    }

    String id() {
        return id;
    }

    Set<AgentId> senders() {
        return senders;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    boolean expired(long nowNanos) {
        return deadlineNanos - nowNanos <= 0;
    }

    /** Moves the deadline once; afterwards only the same deadline is agreed to. */
    boolean arm(long newDeadlineNanos) {
        if (armed) {
            return deadlineNanos == newDeadlineNanos;
        }
        deadlineNanos = newDeadlineNanos;
        armed = true;
        return true;
    }
}
