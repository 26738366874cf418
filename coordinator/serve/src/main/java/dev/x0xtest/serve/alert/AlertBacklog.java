package dev.x0xtest.serve.alert;

import dev.x0xtest.serve.model.Delivery;
import java.util.List;

/**
 * Where alerts outlive the process, as the history. Called on the threads of sinks, so implementations are thread-safe; the
 * first two only take note, and do not wait for a database.
 */
public interface AlertBacklog {
    /** A sink has taken it, or it is given up. */
    void delivered(Delivery delivery);

    /** A sink has not taken it; it is due again at its {@code nextMs}. */
    void postponed(Delivery delivery);

    /**
     * The alerts that a sink has yet to take, the oldest first. May block for some seconds.
     *
     * @return empty where nobody can tell now
     */
    List<Delivery> waiting(String sink, int limit);
}
