package dev.x0xtest.runner.service;

/**
 * What a runner is doing.
 *
 * @param text one line for a person
 */
public record RunnerState(Phase phase, String text) {

    /** How far it is. */
    public enum Phase {
        /** For its daemon, at the start or later. */
        WAITING,
        /** To both streams, its topics subscribed: commands are heard. */
        ATTACHED,
        /** Told to end, or unable to go on. */
        STOPPING
    }
}
