package dev.x0xtest.coordinator.run;

/** What it takes to ask runners for something and to come back to it later. */
record Line(Exchanges exchanges, Commands commands, Timers timers, Outbox outbox) {}
