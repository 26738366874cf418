package dev.x0xtest.runner.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StatsLineTest {
    @Test
    void saysWhatGrewAndNothingWhenNothingDid() {
        AtomicLong sent = new AtomicLong(5);
        AtomicLong lost = new AtomicLong();
        StatsLine line = new StatsLine().add("hops_sent", sent::get).add("results_lost", lost::get);
        assertThat(line.next()).isEmpty();
        sent.addAndGet(30);
        assertThat(line.next()).contains("hops_sent=30");
        assertThat(line.next()).isEmpty();
        sent.incrementAndGet();
        lost.incrementAndGet();
        assertThat(line.next()).contains("hops_sent=1 results_lost=1");
    }
}
