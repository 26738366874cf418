package dev.x0xtest.coordinator.run.ask;

import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.result.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One command and its answer. The same bytes are sent by one route after another until an answer comes. {@link
 * Exchanges} is the only writer.
 */
public final class Exchange {
    /**
     * Callbacks for the sender of a command, on the run's thread. Exactly one of {@code answered} and {@code gaveUp} is
     * called, once; neither if the run ends first.
     */
    public interface Listener {
        /** The runner answered. */
        void answered(Result result, long nowNanos);

        /** No answer will be awaited any longer; the reason is one phrase. */
        void gaveUp(String reason, long nowNanos);

        /** The runner is busy and executed nothing so far; the command will be sent again. */
        default void notYet(long nowNanos) {}

        /** The answer is late; the command is sent again by the next route. */
        default void unanswered(long nowNanos) {}
    }

    private final NodeState node;
    private final AgentId to;
    private final Patience patience;
    private final Listener listener;
    private @Nullable Command command;
    private final List<String> trace = new ArrayList<>();
    private String traced = "";
    private List<Step> steps;
    private int step = -1;
    private int turn;
    private int copies;
    private int refusals;
    private long refusedTsMs = Long.MIN_VALUE;
    private @Nullable String refusal;
    private long currentSendId = -1;
    private boolean done;
    private @Nullable LongConsumer again;
    private boolean anyAccepted;

    /** A route, and how long to wait for an answer before the next one. */
    record Step(Plane route, long patienceNanos) {}

    /**
     * A command that was not sent yet.
     *
     * @param again sends a command once more that does not fit one message; null: it fits
     */
    Exchange(
            NodeState node,
            AgentId to,
            Command command,
            Patience patience,
            List<Step> steps,
            @Nullable LongConsumer again,
            Listener listener) {
        this.node = node;
        this.to = to;
        this.command = command;
        this.patience = patience;
        this.steps = steps;
        this.again = again;
        this.listener = listener;
    }

    public NodeState node() {
        return node;
    }

    AgentId to() {
        return to;
    }

    Patience patience() {
        return patience;
    }

    Listener listener() {
        return listener;
    }

    /** Sends the command once more, if it does not fit one message; null: it fits, or the exchange is over. */
    @Nullable
    LongConsumer again() {
        return again;
    }

    boolean done() {
        return done;
    }

    /** Whether this send is the latest copy, and no answer made it void. */
    boolean isCurrent(long sendId) {
        return sendId == currentSendId;
    }

    /** The command. Throws once the exchange is over. */
    Command command() {
        Command known = command;
        if (known == null) {
            throw new IllegalStateException("the exchange is over");
        }
        return known;
    }

    /** It is over. Drops the command: plans are long, and attempts keep their exchanges. */
    void close() {
        if (done) {
            throw new IllegalStateException("the exchange is over");
        }
        done = true;
        command = null;
        again = null;
    }

    /** Moves to the next route; null when all were tried. */
    @Nullable
    Step next() {
        step++;
        turn++;
        return step < steps.size() ? steps.get(step) : null;
    }

    /** The route after the current one; null when that is the last. */
    @Nullable
    Plane following() {
        return step + 1 < steps.size() ? steps.get(step + 1).route() : null;
    }

    Plane current() {
        return steps.get(step).route();
    }

    /** Counts the moves of this exchange. A timer that was set in an earlier turn is void. */
    int turn() {
        return turn;
    }

    void sent(long sendId) {
        currentSendId = sendId;
        copies++;
    }

    /**
     * The runner is busy and wants the command again later.
     *
     * @param tsMs when it said so, by its own clock; it tells a second copy of the same result
     * @return how often it has said so; 0: this copy was counted before
     */
    int refused(String kind, String sentence, long tsMs) {
        if (tsMs == refusedTsMs) {
            return 0;
        }
        refusedTsMs = tsMs;
        refusal = sentence;
        currentSendId = -1;
        turn++;
        refusals++;
        note("asked to wait(" + kind + ")");
        return refusals;
    }

    /** Starts again with the first of these routes. */
    void startOver(List<Step> newSteps) {
        steps = newSteps;
        step = -1;
    }

    /** What the runner said last when it was busy; null: it never was. */
    @Nullable
    public String refusal() {
        return refusal;
    }

    /** Why there is no answer, for a timeout. */
    String silence() {
        if (refusal == null) {
            return "no answer";
        }
        return allRefused() ? refusal : "no answer any more; before it said: " + refusal;
    }

    /** Whether the runner refused every copy that was sent. Then no copy can still be executed. */
    public boolean allRefused() {
        return refusal != null && refusals >= copies;
    }

    void note(String what) {
        if (trace.size() < 16) {
            trace.add(what);
            traced = String.join(", ", trace);
        }
    }

    /** A daemon took a copy; {@code how} is its path. */
    void accepted(String how) {
        anyAccepted = true;
        note("dispatched " + how);
    }

    /** One phrase for the report: how the command reached the runner. */
    public String trace() {
        return traced;
    }

    /** Whether the daemon took any copy. If not, the runner cannot have executed the command. */
    public boolean anyAccepted() {
        return anyAccepted;
    }

    /** How long to wait for an answer before the command is sent again, and how often. */
    public enum Patience {
        /** The runner can answer at once: 2 s. */
        PROMPT(2_000_000_000L),
        /** The answer comes after a hop by gossip, which may take seconds on a busy host: 8 s. */
        SLOW(8_000_000_000L),
        /** The node may still be starting: 2 s, and the routes are repeated until the time is over. */
        PERSISTENT(2_000_000_000L),
        /** The runner waits for others before it answers: 14 s. */
        LONG(14_000_000_000L);

        private final long rawNanos;

        Patience(long rawNanos) {
            this.rawNanos = rawNanos;
        }

        long rawNanos() {
            return rawNanos;
        }
    }
}
