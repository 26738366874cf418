package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;

/** The same causes and look-alikes where the runners carry plans out. */
class PlannedOutcomeTest extends OutcomeTest {
    @Override
    SimulatedFleet once() {
        return super.once().planned();
    }
}
