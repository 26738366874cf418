package dev.x0xtest.runner.plan;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.plan.Status;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code status} tells of the runs of this runner. Confined to the event loop. */
public final class KnownRuns {
    private final KeptRuns kept;
    private final EventLoop loop;
    private final Clock clock;

    KnownRuns(KeptRuns kept, EventLoop loop, Clock clock) {
        this.kept = kept;
        this.loop = loop;
        this.clock = clock;
    }

    /** All runs, oldest first. */
    public List<Status.Run> all() {
        return kept.known(loop.ticker().nanoTime(), clock.millis());
    }

    /** Whether the agent takes part in one of them. */
    public boolean inRoster(AgentId agent) {
        return kept.inRoster(agent);
    }

    /** The active run or the last one; null if there was none. */
    public @Nullable Latest latest() {
        KeptRuns.KeptRun last = kept.latest();
        return last == null
                ? null
                : new Latest(
                        last.run.plan().run(),
                        last.run.coordinator().hex(),
                        last.run.state().label());
    }

    /** How busy the runs keep this runner. */
    public Load load() {
        KeptRuns.KeptRun last = kept.latest();
        if (last == null) {
            return new Load(0, 0);
        }
        boolean underWay = KeptRuns.underWay(last.run, loop.ticker().nanoTime(), clock.millis());
        return new Load(underWay ? last.run.sendWindow() : 0, last.evidence.worstDelayMs());
    }

    /**
     * How busy the latest run keeps this runner.
     *
     * @param window hops that may be in flight; 0 if it is not under way
     * @param worstDelayMs by how much the event loop was late at most
     */
    public record Load(int window, long worstDelayMs) {}

    /** A run's identity and state. */
    public record Latest(String run, String coordinator, String state) {}
}
