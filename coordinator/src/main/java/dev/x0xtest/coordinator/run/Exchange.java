package dev.x0xtest.coordinator.run;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Command;
import dev.x0xtest.wire.Result;
import java.util.ArrayList;
import java.util.List;

/** One command and all that was done to get it answered: the same bytes by one route after the other. */
final class Exchange {
    /** What the owner of a command wants to know. Exactly one of the two is called, once. */
    interface Listener {
        void answered(Result result, long nowNanos);

        /** There is no answer; the reason is one phrase. */
        void gaveUp(String reason, long nowNanos);
    }

    final NodeState node;
    final AgentId to;
    final Command command;
    final List<Step> steps;
    final Listener listener;
    private final List<String> trace = new ArrayList<>();
    int step = -1;
    long currentSendId = -1;
    boolean done;
    private boolean anyAccepted;

    /** A route, and how long it may stay unanswered. */
    record Step(Route route, long patienceNanos) {}

    Exchange(NodeState node, AgentId to, Command command, List<Step> steps, Listener listener) {
        this.node = node;
        this.to = to;
        this.command = command;
        this.steps = steps;
        this.listener = listener;
    }

    void note(String what) {
        if (trace.size() < 16) {
            trace.add(what);
        }
    }

    void accepted(String how) {
        anyAccepted = true;
        note("dispatched " + how);
    }

    /** One phrase for the report: how the command reached the runner. */
    String trace() {
        return String.join(", ", trace);
    }

    /** Whether any daemon took the command: if none did, the runner cannot have run it. */
    boolean anyAccepted() {
        return anyAccepted;
    }
}
