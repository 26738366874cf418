package dev.x0xtest.serve.alert.sink;

import dev.x0xtest.serve.model.Alert;
import java.time.Duration;
import java.util.List;

/** Takes alerts. Its methods block, at most for the time that it was given; one thread at a time calls them. */
public interface Sink {
    /** Names it in the history and in logs; the same after each start, and no secret. */
    String name();

    /**
     * Hands one alert over. Called again for the same alert if it fails, and perhaps after a crash.
     *
     * @throws SinkException if it was not taken
     */
    void send(Alert alert) throws SinkException, InterruptedException;

    /** How often it wants to be told of everything that lasts; zero: never. */
    default Duration refreshEvery() {
        return Duration.ZERO;
    }

    /**
     * Tells it of everything that lasts, and that this daemon is alive.
     *
     * @throws SinkException if it was not taken
     */
    default void refresh(List<Alert> standing) throws SinkException, InterruptedException {}
}
