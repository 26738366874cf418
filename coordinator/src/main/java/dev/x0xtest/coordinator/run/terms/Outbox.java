package dev.x0xtest.coordinator.run.terms;

import dev.x0xtest.wire.AgentId;
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

/** Collects what the state machines want done while they handle one event, and counts the control messages. */
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
    private int controlDms;
    private final Map<String, Long> byKind = new HashMap<>();

    /** Sends; the daemon's answer will come back under the returned id. */
    public long dm(AgentId to, Command command, Route route) {
        effects.add(new RunEffect.SendDm(nextSendId, to, command.frame(), route));
        count("sent", command.action());
        return nextSendId++;
    }

    public void publish(String topic, byte[] payload) {
        effects.add(new RunEffect.Publish(nextSendId++, topic, payload));
    }

    public void farewell(AgentId to, Command command) {
        effects.add(new RunEffect.Farewell(to, command.frame()));
        count("sent", command.action());
    }

    public void note(String text) {
        effects.add(new RunEffect.Note(text));
    }

    /** Like a note, and it stands in the report. */
    public void warn(String text) {
        warnings.add(text);
        note(text);
    }

    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    public void add(RunEffect effect) {
        effects.add(effect);
    }

    /** Of a kind that nobody knows there is one counter: what others send must not make the report grow. */
    public void countResult(String kind) {
        count("received", KINDS.contains(kind) ? kind : "other");
    }

    private void count(String direction, String kind) {
        controlDms++;
        byKind.merge("control_" + direction + "_" + kind, 1L, Long::sum);
    }

    /** Control messages by direction and kind. */
    public Map<String, Long> byKind() {
        return byKind;
    }

    public int controlDms() {
        return controlDms;
    }

    /** Of all that one event moves only the last is told: a report may decide a thousand cells. */
    public void progressed(RunEffect.Progressed now) {
        progress = now;
    }

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
