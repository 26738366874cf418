package dev.x0xtest.coordinator.run.terms;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.result.ResultKinds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects the effects of one event, in order, and counts control messages and warnings of the whole run. */
public final class Outbox {
    private static final Set<String> KINDS = Stream.concat(
                    PlanActions.registerIn(Actions.all()).all().stream().map(Action::resultKind),
                    Stream.of(
                            ResultKinds.RECEIVED_DM, ResultKinds.RUNNER_READY, ResultKinds.ERROR, PlanActions.PROGRESS))
            .collect(Collectors.toUnmodifiableSet());

    private final List<RunEffect> effects = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private RunEffect.@Nullable Progressed progress;
    private long nextSendId;
    /** Negative. */
    private long lastProbeId;

    private int controlDms;
    private final Map<String, Long> byKind = new HashMap<>();
    private final Map<String, Long> toSilent = new HashMap<>();

    /** Sends a command. The daemon's answer comes back as an event with the returned id. */
    public long dm(AgentId to, Command command, Plane route) {
        effects.add(new RunEffect.SendDm(nextSendId, to, command.frame(), route));
        count("sent", command.action());
        return nextSendId++;
    }

    /** Publishes a payload on a topic. Not counted as a control message. */
    public void publish(String topic, byte[] payload) {
        effects.add(new RunEffect.Publish(nextSendId++, topic, payload));
    }

    /** Publishes a payload under an id of its own series, so that the ids of other sends stay as they were. */
    public void publishProbe(String topic, byte[] payload) {
        effects.add(new RunEffect.Publish(--lastProbeId, topic, payload));
    }

    /** The effects after this one wait until the journal is on the disk: a runner must not know more than it. */
    public void persist() {
        effects.add(new RunEffect.Persist());
    }

    /** Sends a command at the end of the run; no event follows. */
    public void farewell(AgentId to, Command command) {
        effects.add(new RunEffect.Farewell(to, command.frame()));
        count("sent", command.action());
    }

    /** One line for the person who watches the run. */
    public void note(String text) {
        effects.add(new RunEffect.Note(text));
    }

    /** A note that the report repeats. */
    public void warn(String text) {
        warnings.add(text);
        note(text);
    }

    /** All warnings of the run, oldest first. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Adds an effect that needs no counting. */
    public void add(RunEffect effect) {
        effects.add(effect);
    }

    /**
     * Counts a result by its kind. All unknown kinds share one counter: remote parties must not make the report grow.
     */
    public void countResult(String kind) {
        count("received", KINDS.contains(kind) ? kind : "other");
    }

    private void count(String direction, String kind) {
        controlDms++;
        byKind.merge("control_" + direction + "_" + kind, 1L, Long::sum);
    }

    /** Control messages by direction and kind: {@code control_sent_go}, {@code control_received_ack}. */
    public Map<String, Long> byKind() {
        return byKind;
    }

    /** Counts a command that leaves for a node which has not answered the last ones. */
    public void countSilent(Command command) {
        toSilent.merge("control_silent_" + command.action(), 1L, Long::sum);
    }

    /** Those of the sent control messages that went to silent nodes, by kind: {@code control_silent_renew}. */
    public Map<String, Long> silentByKind() {
        return toSilent;
    }

    /** Control messages in both directions. */
    public int controlDms() {
        return controlDms;
    }

    /** Sets the progress. One event shows only the latest: a single report may decide a thousand cells. */
    public void progressed(RunEffect.Progressed now) {
        progress = now;
    }

    /** The effects since the last call, progress first; the outbox is empty afterwards. */
    public List<RunEffect> drain() {
        List<RunEffect> drained = new ArrayList<>(effects.size() + 1);
        if (progress != null) {
            drained.add(progress);
        }
        drained.addAll(effects);
        progress = null;
        effects.clear();
        return drained;
    }
}
