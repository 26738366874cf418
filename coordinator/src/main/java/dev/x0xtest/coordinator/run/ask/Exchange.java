package dev.x0xtest.coordinator.run.ask;

import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.terms.Route;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.result.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** One command and all that was done to get it answered: the same bytes by one route after the other. */
public final class Exchange {
    /** What the owner of a command wants to know. Either {@code answered} or {@code gaveUp} is called, once. */
    public interface Listener {
        void answered(Result result, long nowNanos);

        /** There is no answer; the reason is one phrase. */
        void gaveUp(String reason, long nowNanos);

        /** The runner wants to be asked later; until now it has carried nothing out. */
        default void notYet(long nowNanos) {}

        /** The answer is late, and the command goes once more. */
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

    /** A route, and how long it may stay unanswered. */
    record Step(Route route, long patienceNanos) {}

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

    /** While it is under way. */
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

    /** The next route; null when all were tried. */
    @Nullable
    Step next() {
        step++;
        turn++;
        return step < steps.size() ? steps.get(step) : null;
    }

    /** The route after the current one; null when that is the last. */
    @Nullable
    Route following() {
        return step + 1 < steps.size() ? steps.get(step + 1).route() : null;
    }

    Route current() {
        return steps.get(step).route();
    }

    /** Counts what is done; what was planned for an earlier turn is void. */
    int turn() {
        return turn;
    }

    void sent(long sendId) {
        currentSendId = sendId;
        copies++;
    }

    /**
     * The runner wants to be asked later.
     *
     * @param tsMs when it said so, by its own clock: the same result may arrive twice
     * @return how often it has said so; 0: this one was counted before
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

    /** Round the routes once more. */
    void startOver(List<Step> newSteps) {
        steps = newSteps;
        step = -1;
    }

    /** What the runner said last when it asked for patience; null: it did not. */
    @Nullable
    public String refusal() {
        return refusal;
    }

    /** Why there is no answer, when no more is waited for. */
    String silence() {
        if (refusal == null) {
            return "no answer";
        }
        return allRefused() ? refusal : "no answer any more; before it said: " + refusal;
    }

    /** Whether each copy that went out was refused by the runner, so that none can still be carried out. */
    public boolean allRefused() {
        return refusal != null && refusals >= copies;
    }

    void note(String what) {
        if (trace.size() < 16) {
            trace.add(what);
            traced = String.join(", ", trace);
        }
    }

    void accepted(String how) {
        anyAccepted = true;
        note("dispatched " + how);
    }

    /** One phrase for the report: how the command reached the runner. */
    public String trace() {
        return traced;
    }

    /** Whether any daemon took the command: if none did, the runner cannot have run it. */
    public boolean anyAccepted() {
        return anyAccepted;
    }

    /** How soon a command that stays unanswered is sent again by another route, and for how long. */
    public enum Patience {
        /** The runner can answer at once. */
        PROMPT(2_000_000_000L),
        /** The answer comes after a hop by gossip, which may take seconds on a busy host. */
        SLOW(8_000_000_000L),
        /** The node may only be starting: round the routes again until told to stop. */
        PERSISTENT(2_000_000_000L);

        private final long rawNanos;

        Patience(long rawNanos) {
            this.rawNanos = rawNanos;
        }

        long rawNanos() {
            return rawNanos;
        }
    }
}
