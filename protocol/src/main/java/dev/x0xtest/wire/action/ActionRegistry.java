package dev.x0xtest.wire.action;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Actions by name. One thread fills it at start; afterwards any thread may read it. */
public final class ActionRegistry {
    private final Map<String, Action<?, ?>> actions = new LinkedHashMap<>();

    /**
     * Adds an action.
     *
     * @throws IllegalStateException if the name is taken, which is a defect of the program
     */
    public ActionRegistry register(Action<?, ?> action) {
        if (actions.putIfAbsent(action.name(), action) != null) {
            throw new IllegalStateException("action registered twice: " + action.name());
        }
        return this;
    }

    public Optional<Action<?, ?>> find(String name) {
        return Optional.ofNullable(actions.get(name));
    }

    /** All actions in the order of registration. */
    public Collection<Action<?, ?>> all() {
        return Collections.unmodifiableCollection(actions.values());
    }
}
