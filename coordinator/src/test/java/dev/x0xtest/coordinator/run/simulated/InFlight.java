package dev.x0xtest.coordinator.run.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.run.ask.Refusal;
import dev.x0xtest.coordinator.run.terms.Channel;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the {@code send_dm} commands of a run in flight, from its effects and events. A command is in flight from its
 * first copy to its answer, to the refusal of its last route, or until the run gives it up. Asserts both bounds after
 * every effect.
 */
public final class InFlight {
    private static final long ANSWER_NANOS = 35_000_000_000L;

    private final RunConfig.Limits limits;
    private final Map<String, Sent> open = new LinkedHashMap<>();
    private final Map<Long, String> lastRoutes = new HashMap<>();
    private int most;
    private int mostOfOneRunner;

    private record Sent(AgentId to, long gaveUpNanos) {}

    InFlight(RunConfig.Limits limits) {
        this.limits = limits;
    }

    /** Returns the largest number of commands in flight at once. */
    public int most() {
        return most;
    }

    /** Returns the largest number of commands in flight at once at one runner. */
    public int mostOfOneRunner() {
        return mostOfOneRunner;
    }

    void before(RunEvent event, long nowNanos) {
        open.values().removeIf(sent -> sent.gaveUpNanos() <= nowNanos);
        if (event instanceof RunEvent.FrameSeen frame) {
            result(frame).filter(InFlight::isLast).ifPresent(result -> open.remove(String.valueOf(result.commandId())));
        } else if (event instanceof RunEvent.DmSettled settled) {
            String command = lastRoutes.remove(settled.sendId());
            if (settled.code() != null && command != null) {
                open.remove(command);
            }
        }
    }

    void after(RunEffect effect, long nowNanos) throws WireException {
        if (!(effect instanceof RunEffect.SendDm send)
                || !(Frames.decode(send.payload()).orElseThrow() instanceof Frame.Cmd frame)) {
            return;
        }
        Command command = frame.command();
        if (!command.action().equals(Actions.SEND_DM.name())) {
            return;
        }
        long givenUp = nowNanos + Math.max(ANSWER_NANOS, limits.hop().toNanos());
        open.putIfAbsent(command.commandId(), new Sent(send.to(), givenUp));
        if (send.route() == Plane.DURABLE) {
            lastRoutes.put(send.sendId(), command.commandId());
        }
        int there = (int) open.values().stream()
                .filter(sent -> sent.to().equals(send.to()))
                .count();
        most = Math.max(most, open.size());
        mostOfOneRunner = Math.max(mostOfOneRunner, there);
        assertThat(open.size()).as("--in-flight, at %s ns", nowNanos).isLessThanOrEqualTo(limits.total());
        assertThat(there).as("--per-runner, at %s ns", nowNanos).isLessThanOrEqualTo(limits.perRunner());
    }

    /** Whether the result ends the command. A busy runner will be asked again. */
    private static boolean isLast(Result result) {
        return !(result.outcome() instanceof Outcome.Failed failed)
                || Refusal.of(failed.failure().kind()) != Refusal.AGAIN;
    }

    private static Optional<Result> result(RunEvent.FrameSeen seen) {
        try {
            if (seen.channel() == Channel.PUBSUB) {
                return Optional.of(Result.parse(seen.payload()));
            }
            return Frames.decode(seen.payload())
                    .filter(Frame.Res.class::isInstance)
                    .map(frame -> ((Frame.Res) frame).result());
        } catch (WireException e) {
            return Optional.empty();
        }
    }

    /** Returns the same limits with other bounds on commands in flight, at one runner and in all. */
    public static RunConfig.Limits bounded(RunConfig.Limits limits, int perRunner, int total) {
        return new RunConfig.Limits(
                limits.deadline(),
                limits.discover(),
                limits.hop(),
                limits.grace(),
                limits.undecidedAttempts(),
                limits.refutedAttempts(),
                perRunner,
                total,
                limits.payloadBytes(),
                limits.samples(),
                limits.burst(),
                limits.lease());
    }
}
