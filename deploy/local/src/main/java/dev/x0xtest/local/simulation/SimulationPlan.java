package dev.x0xtest.local.simulation;

import java.time.Duration;

/**
 * What to simulate.
 *
 * @param broken ordered pairs whose hops are acknowledged and never shown
 * @param deadline of the run, in virtual time
 * @param seed of latencies, broken pairs and the run itself
 */
public record SimulationPlan(int nodes, int broken, Duration deadline, long seed) {}
