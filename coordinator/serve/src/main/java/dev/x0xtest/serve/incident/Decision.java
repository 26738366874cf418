package dev.x0xtest.serve.incident;

import dev.x0xtest.serve.model.Alert;
import dev.x0xtest.serve.model.Incident;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows from an event.
 *
 * @param changed incidents as they are now; to be kept together with the run that changed them
 * @param alerts for people, in order; to be kept in the same transaction
 * @param focus the run to make next, to confirm what this one has shown; null: none
 */
public record Decision(
        List<Incident> changed,
        List<Alert> alerts,
        @Nullable Focus focus) {
    /** Nothing follows. */
    public static final Decision NONE = new Decision(List.of(), List.of(), null);

    public Decision {
        changed = List.copyOf(changed);
        alerts = List.copyOf(alerts);
    }

    /** Whether nothing follows. */
    public boolean isEmpty() {
        return changed.isEmpty() && alerts.isEmpty() && focus == null;
    }
}
