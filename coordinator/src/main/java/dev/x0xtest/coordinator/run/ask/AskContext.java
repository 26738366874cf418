package dev.x0xtest.coordinator.run.ask;

import dev.x0xtest.coordinator.run.terms.Outbox;
import dev.x0xtest.coordinator.run.terms.Timers;

/** What a state machine needs to send commands and to set timers. */
public record AskContext(Exchanges exchanges, Commands commands, Timers timers, Outbox outbox) {}
