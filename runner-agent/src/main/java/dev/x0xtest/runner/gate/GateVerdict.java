package dev.x0xtest.runner.gate;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.result.Failure;

/** The decision of {@link CommandGate} about a command. */
public sealed interface GateVerdict {

    /** Execute it for this coordinator. */
    record Accepted(AgentId coordinator, Action<?, ?> action) implements GateVerdict {}

    /** It is for another node: neither answered nor counted. */
    record NotForUs() implements GateVerdict {}

    /** Not executed, not answered, but counted. */
    record Ignored(IgnoreReason reason) implements GateVerdict {}

    /** Not executed; the coordinator gets the failure as an answer. */
    record Refused(AgentId coordinator, Failure failure) implements GateVerdict {}

    /** Why a command was ignored. The text follows "ignored commands:" in the log. */
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
