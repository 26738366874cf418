package dev.x0xtest.coordinator.run.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.run.terms.Route;
import org.junit.jupiter.api.Test;

class SlotsTest {
    @Test
    void onlySoManyByTheWaysThatCostTheMost() {
        Exchanges.Slots slots = new Exchanges.Slots();
        assertThat(slots.take(Route.DURABLE)).isTrue();
        assertThat(slots.take(Route.DURABLE)).isTrue();
        assertThat(slots.take(Route.DURABLE)).isFalse();
        assertThat(slots.take(Route.GOSSIP)).as("each way has its own").isTrue();
        slots.release(Route.DURABLE);
        assertThat(slots.take(Route.DURABLE)).isTrue();
        for (int i = 0; i < 1_000; i++) {
            assertThat(slots.take(Route.RAW)).isTrue();
        }
    }
}
