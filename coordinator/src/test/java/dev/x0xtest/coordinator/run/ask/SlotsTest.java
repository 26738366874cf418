package dev.x0xtest.coordinator.run.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.wire.Plane;
import org.junit.jupiter.api.Test;

class SlotsTest {
    @Test
    void onlySoManyByTheWaysThatCostTheMost() {
        Exchanges.Slots slots = new Exchanges.Slots();
        assertThat(slots.take(Plane.DURABLE)).isTrue();
        assertThat(slots.take(Plane.DURABLE)).isTrue();
        assertThat(slots.take(Plane.DURABLE)).isFalse();
        assertThat(slots.take(Plane.GOSSIP)).as("each way has its own").isTrue();
        slots.release(Plane.DURABLE);
        assertThat(slots.take(Plane.DURABLE)).isTrue();
        for (int i = 0; i < 1_000; i++) {
            assertThat(slots.take(Plane.RAW)).isTrue();
        }
    }
}
