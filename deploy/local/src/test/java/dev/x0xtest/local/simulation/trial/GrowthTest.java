package dev.x0xtest.local.simulation.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** However many fleets were measured in a process, it needs the same memory. {@code mvn -Pnightly} measures 10,000. */
@EnabledIfSystemProperty(named = "sim.growth", matches = "\\d+", disabledReason = "takes long: mvn -Pnightly")
class GrowthTest {
    private static final int FLEETS = Integer.getInteger("sim.growth", 1_000);
    private static final int WARM = 100;
    private static final double MOST_GROWTH = 1.05;
    private static final int COLLECTIONS = 5;

    @Test
    void theHeapIsWhereItWasAfterAHundredFleets() throws InterruptedException, ExecutionException {
        Trials.of(1, WARM);
        long before = heapBytes();
        Trials.of(1 + WARM, FLEETS - WARM);
        long after = heapBytes();
        System.out.printf(Locale.ROOT, "heap after %d fleets: %,d bytes, after %d: %,d%n", WARM, before, FLEETS, after);
        assertThat((double) after / before).as("growth").isLessThanOrEqualTo(MOST_GROWTH);
    }

    /** Soft references and finalizers need more than one collection. */
    private static long heapBytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
