package dev.x0xtest.coordinator.run.node;

/** The roster contradicts itself; the run ends by name (exit code 3). */
public final class RosterException extends Exception {
    private static final long serialVersionUID = 1L;

    RosterException(String message) {
        super(message);
    }
}
