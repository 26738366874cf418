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
}
