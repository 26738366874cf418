package dev.x0xtest.wire.action;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Actions by name. Filled at start by one thread, then only read. */
public final class ActionRegistry {
    private final Map<String, Action<?, ?>> actions = new LinkedHashMap<>();

    /**
     * Adds an action.
     *
     * @throws IllegalStateException if the name is taken: two meanings of one name are a defect, found at start
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

    /** In the order of registration. */
    public Collection<Action<?, ?>> all() {
        return Collections.unmodifiableCollection(actions.values());
    }
}
