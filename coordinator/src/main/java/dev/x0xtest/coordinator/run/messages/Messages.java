package dev.x0xtest.coordinator.run.messages;

import dev.x0xtest.coordinator.run.ask.IncomingResults;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells the messages of a run to a listener, from the events and the effects of its replay. */
public final class Messages {
    /** Longer than any run: what was asked may be answered until the end. */
    private static final long FOREVER_NANOS = 7 * 86_400_000_000_000L;

    /** Why a part is dropped that was told already. */
    private static final Set<String> REPEATED = Set.of("duplicate", "already_complete");

    private final MessageListener listener;
    private final IncomingResults results;
    private final PlanParts plans = new PlanParts();
    private final Map<String, Integer> times = new HashMap<>();
    private final Map<Long, SentCommand> unsettled = new HashMap<>();

    private long unread;

    public Messages(RunConfig config, MessageListener listener) {
        this.listener = listener;
        // A chunked answer may come to any command, and a run has some per node and per pair.
        this.results = new IncomingResults(
                1_000 + 64 * config.roster().size() + config.limits().total(), what -> unread++);
    }

    /** Whether there are parts of results that were told to nobody: the rest never came, or nobody had asked. */
    public boolean partsLeft() {
        Map<String, Long> drops = new HashMap<>(results.reassembler().drops());
        drops.keySet().removeAll(REPEATED);
        return !drops.isEmpty() || results.reassembler().bufferedBytes() > 0;
    }

    /** Takes one event of the replay and what the run did about it. */
    public void saw(RunEvent event, long nanos, List<RunEffect> effects) {
        if (event instanceof RunEvent.FrameSeen frame) {
            AgentId sender = AgentId.parse(frame.sender()).orElse(null);
            if (sender != null) {
                heard(frame, sender, nanos);
            }
        } else if (event instanceof RunEvent.DmSettled settled) {
            settled(settled.sendId(), settled.code(), settled.detail(), nanos);
        } else if (event instanceof RunEvent.PublishSettled settled) {
            settled(settled.sendId(), settled.code(), null, nanos);
        } else {
            listener.happened(event, nanos);
        }
        for (RunEffect effect : effects) {
            if (effect instanceof RunEffect.SendDm dm) {
                sent(dm.to(), framed(dm.payload()), dm.sendId(), nanos);
            } else if (effect instanceof RunEffect.Farewell farewell) {
                sent(farewell.to(), framed(farewell.payload()), null, nanos);
            } else if (effect instanceof RunEffect.Publish publish) {
                sent(null, bare(publish.payload()), publish.sendId(), nanos);
            }
        }
    }

    private void heard(RunEvent.FrameSeen frame, AgentId sender, long nanos) {
        long before = unread;
        results.read(frame, sender, nanos)
                .ifPresent(result -> listener.answered(result, sender, frame.channel(), nanos));
        if (unread > before) {
            listener.unread(frame, nanos);
        }
    }

    private void settled(long sendId, @Nullable String code, @Nullable String detail, long nanos) {
        SentCommand sent = unsettled.remove(sendId);
        if (sent != null && code != null) {
            listener.refused(sent, code, detail, nanos);
        }
    }

    private void sent(@Nullable AgentId to, @Nullable Command command, @Nullable Long sendId, long nanos) {
        if (command == null) {
            return;
        }
        PlanRoster plan = plans.of(command);
        if (to != null) {
            awaited(command.requestId(), to, nanos);
            if (plan != null) {
                RunRef ref = new RunRef(plan.run(), plan.epoch());
                awaited(PlanActions.reportId(ref, plan.index()), to, nanos);
            }
        }
        String key = command.commandId() + (to == null ? "" : to.hex());
        SentCommand sent = new SentCommand(to, command, plan, times.merge(key, 1, Integer::sum), nanos);
        if (sendId != null) {
            unsettled.put(sendId, sent);
        }
        listener.commanded(sent);
    }

    private void awaited(String requestId, AgentId from, long nanos) {
        results.reassembler().register(requestId, Set.of(from), nanos + FOREVER_NANOS, nanos);
    }

    private static @Nullable Command framed(byte[] payload) {
        try {
            return Frames.decode(payload).orElse(null) instanceof Frame.Cmd frame ? frame.command() : null;
        } catch (WireException e) {
            return null;
        }
    }

    private static @Nullable Command bare(byte[] payload) {
        try {
            return Command.parse(payload);
        } catch (WireException e) {
            return framed(payload);
        }
    }
}
