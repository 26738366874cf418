package dev.x0xtest.coordinator.run;

/** The same causes and look-alikes where the runners carry plans out. */
class PlannedOutcomeTest extends OutcomeTest {
    @Override
    SimulatedFleet once() {
        return super.once().planned();
    }
}
