package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;

/** Tests the same outcomes with runners that carry plans out. */
class PlannedOutcomeTest extends OutcomeTest {
    @Override
    SimulatedFleet once() {
        return super.once().planned();
    }
}
