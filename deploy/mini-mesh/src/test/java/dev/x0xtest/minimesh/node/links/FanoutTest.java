package dev.x0xtest.minimesh.node.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FanoutTest {
    private final Fanout<String> fanout = new Fanout<>(2);

    @Test
    void aSlowReaderLosesTheOldestAndTheLossIsCounted() {
        var slow = fanout.open(() -> {});
        fanout.publish("1");
        fanout.publish("2");
        fanout.publish("3");
        assertThat(slow.poll()).isEqualTo("2");
        assertThat(slow.poll()).isEqualTo("3");
        assertThat(slow.poll()).isNull();
        assertThat(fanout.evicted()).isEqualTo(1);
    }

    @Test
    void everyReaderHasItsOwnQueueAndIsWoken() {
        var woken = new AtomicInteger();
        var first = fanout.open(woken::incrementAndGet);
        fanout.publish("1");
        var late = fanout.open(woken::incrementAndGet);
        fanout.publish("2");
        assertThat(first.poll()).isEqualTo("1");
        assertThat(first.poll()).isEqualTo("2");
        assertThat(late.poll()).isEqualTo("2");
        assertThat(woken).hasValue(3);
    }

    @Test
    void aClosedReaderGetsNothing() {
        var tap = fanout.open(() -> {});
        tap.close();
        fanout.publish("1");
        assertThat(tap.poll()).isNull();
        assertThat(fanout.readers()).isZero();
    }
}
