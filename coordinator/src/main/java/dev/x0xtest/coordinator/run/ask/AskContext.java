package dev.x0xtest.coordinator.run.ask;

import dev.x0xtest.coordinator.run.terms.Outbox;
import dev.x0xtest.coordinator.run.terms.Timers;

/** What it takes to ask runners for something and to come back to it later. */
public record AskContext(Exchanges exchanges, Commands commands, Timers timers, Outbox outbox) {}
