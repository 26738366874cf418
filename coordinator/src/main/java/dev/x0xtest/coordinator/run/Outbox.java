package dev.x0xtest.coordinator.run;

import dev.x0xtest.wire.AgentId;
import java.util.ArrayList;
import java.util.List;

/** Collects what the state machines want done while they handle one event, and counts the control messages. */
final class Outbox {
    private final List<RunEffect> effects = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private long nextSendId;
    private int controlDms;

    /** Sends; the daemon's answer will come back under the returned id. */
    long dm(AgentId to, byte[] payload, Route route) {
        effects.add(new RunEffect.SendDm(nextSendId, to, payload, route));
        controlDms++;
        return nextSendId++;
    }

    void publish(String topic, byte[] payload) {
        effects.add(new RunEffect.Publish(nextSendId++, topic, payload));
    }

    void farewell(AgentId to, byte[] payload) {
        effects.add(new RunEffect.Farewell(to, payload));
        controlDms++;
    }

    void note(String text) {
        effects.add(new RunEffect.Note(text));
    }

    /** Like a note, and it stands in the report. */
    void warn(String text) {
        warnings.add(text);
        note(text);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    void add(RunEffect effect) {
        effects.add(effect);
    }

    void countResult() {
        controlDms++;
    }

    int controlDms() {
        return controlDms;
    }

    List<RunEffect> drain() {
        List<RunEffect> drained = List.copyOf(effects);
        effects.clear();
        return drained;
    }
}
