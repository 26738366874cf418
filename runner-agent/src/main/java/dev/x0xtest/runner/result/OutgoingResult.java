package dev.x0xtest.runner.result;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.result.Result;

/**
 * A result and its destination.
 *
 * @param chunks whether the coordinator reassembles {@code res2}
 * @param resend whether it was sent before and is requested again
 * @param topicAllowed whether the results topic may be used as the last resort
 */
public record OutgoingResult(AgentId to, Result result, boolean chunks, boolean resend, boolean topicAllowed) {

    /** The same result, marked as a resend, which prefers a signed route (see {@link ResultRoutes#order}). */
    public OutgoingResult again() {
        return new OutgoingResult(to, result, chunks, true, topicAllowed);
    }
}
