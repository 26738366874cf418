package dev.x0xtest.runner.result;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.result.Result;

/**
 * A result and where it goes.
 *
 * @param chunks the coordinator said that it reassembles {@code res2}
 * @param resend it was sent before and is asked for again
 * @param topicAllowed the results topic may be used as the last resort
 */
public record OutgoingResult(AgentId to, Result result, boolean chunks, boolean resend, boolean topicAllowed) {

    /** The same again, by the way that is surest to be believed. */
    public OutgoingResult again() {
        return new OutgoingResult(to, result, chunks, true, topicAllowed);
    }
}
