package dev.x0xtest.runner.gate;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.result.Failure;

/** What {@link CommandGate} says of a command. */
public sealed interface GateVerdict {

    /** To be executed for this coordinator. */
    record Accepted(AgentId coordinator, Action<?, ?> action) implements GateVerdict {}

    /** Meant for another node; nobody's fault and not counted. */
    record NotForUs() implements GateVerdict {}

    /** No action, no answer; counted. */
    record Ignored(IgnoreReason reason) implements GateVerdict {}

    /** From a coordinator we obey, yet this cannot be done: it is told so. */
    record Refused(AgentId coordinator, Failure failure) implements GateVerdict {}

    /** Why a command got no action and no answer. */
    enum IgnoreReason {
        HISTORY("replayed from history"),
        UNSIGNED("without a sender"),
        UNLISTED("from an agent that is not a --coordinator"),
        UNVERIFIED("from a coordinator's id that the daemon could not verify"),
        ANCHOR_MISMATCH("whose anchor_aid is not its sender"),
        MALFORMED("that could not be read");

        private final String phrase;

        IgnoreReason(String phrase) {
            this.phrase = phrase;
        }

        String phrase() {
            return phrase;
        }
    }
}
