package dev.x0xtest.coordinator.run.plans.epoch;

import dev.x0xtest.coordinator.run.ask.AskContext;
import dev.x0xtest.coordinator.run.find.TopicProbe;
import dev.x0xtest.coordinator.run.pairs.Matrix;
import dev.x0xtest.coordinator.run.plans.fleet.ColumnKeys;
import dev.x0xtest.coordinator.run.terms.RunClock;
import dev.x0xtest.coordinator.run.terms.RunConfig;

/** What all epochs of a run have in common. */
public record EpochContext(
        RunConfig config,
        AskContext line,
        Matrix matrix,
        TopicProbe probe,
        RunClock clock,
        PlanTimes times,
        ColumnKeys keys) {}
