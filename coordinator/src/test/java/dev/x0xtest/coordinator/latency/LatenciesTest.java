package dev.x0xtest.coordinator.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenciesTest {
    private static final List<List<List<HopTimes>>> THREE = List.of(
            List.of(List.of(), List.of(hop(5, 3), hop(9, 4)), List.of()),
            List.of(List.of(hop(7, 7)), List.of(), List.of(new HopTimes(null, 8L, null, null))),
            List.of(List.of(HopTimes.NONE), List.of(), List.of()));

    private static HopTimes hop(long scheduledUs, long sendUs) {
        return new HopTimes(scheduledUs, sendUs, null, null);
    }

    private static Latencies three() {
        return new Latencies(3, true, (from, to) -> THREE.get(from).get(to));
    }

    private static long count(Latencies.Both both) {
        return 100 * both.scheduled().count() + both.send().count();
    }

    @Test
    void pairsAddUpToRowsToColumnsAndToAll() {
        Latencies all = three();
        assertThat(all.pair(0, 1).scheduled().max()).isEqualTo(9);
        assertThat(all.pair(0, 1).send().max()).isEqualTo(4);
        assertThat(all.medianUs(0, 1)).isEqualTo(3);
        assertThat(all.medianUs(0, 2)).isEqualTo(-1);
        assertThat(List.of(count(all.row(0)), count(all.row(1)), count(all.row(2))))
                .containsExactly(202L, 102L, 0L);
        assertThat(List.of(count(all.column(0)), count(all.column(1)), count(all.column(2))))
                .containsExactly(101L, 202L, 1L);
        assertThat(count(all.all())).isEqualTo(304);
        assertThat(all.clocks().reference()).isEqualTo(-1);
        assertThat(all.oneWay(0, 1)).isNull();
    }

    @Test
    void whetherAnyTimeIsKnown() {
        assertThat(three().known()).isTrue();
        assertThat(new Latencies(3, true, (from, to) -> List.of()).known()).isFalse();
    }

    /** The hops themselves are in the state of the run; what is computed from them must stay small beside it. */
    @ParameterizedTest
    @CsvSource({"300, 10, 40", "1000, 1, 100"})
    void aLargeFleetNeedsLittleMemory(int nodes, int samples, int mostMb) {
        Latencies latencies = new Latencies(nodes, true, (from, to) -> hops(from, to, samples));
        long begun = System.nanoTime();
        Runtime runtime = Runtime.getRuntime();
        long before = used(runtime);
        long most = 0;
        long texts = 0;
        latencies.clocks();
        most = Math.max(most, used(runtime) - before);
        for (int node = 0; node < nodes; node++) {
            texts += text(latencies.row(node)) + text(latencies.column(node));
            for (int to = 0; to < nodes; to++) {
                texts += node == to ? 0 : text(latencies.pair(node, to)) + (latencies.oneWay(node, to) == null ? 0 : 1);
            }
        }
        texts += text(latencies.all());
        most = Math.max(most, used(runtime) - before);
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "latency of %d nodes, %d samples: %.1f MB kept, %.1f s, %d MB of histograms as text%n",
                nodes,
                samples,
                most / 1e6,
                seconds,
                texts / 1_000_000);
        assertThat(most / 1_000_000).isLessThan(mostMb);
    }

    private static long text(Latencies.Both both) {
        return length(both.scheduled()) + length(both.send());
    }

    private static long length(Figures figures) {
        String hdr = figures.hdr();
        return hdr == null ? 0 : hdr.length();
    }

    private static long used(Runtime runtime) {
        ManagementFactory.getMemoryMXBean().gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static List<HopTimes> hops(int from, int to, int samples) {
        HopTimes[] hops = new HopTimes[samples];
        for (int sample = 0; sample < samples; sample++) {
            long us = 10_000 + (from * 31L + to * 17L + sample * 7_001L) % 90_000;
            hops[sample] = new HopTimes(us + 100, us, sample * 1_000_000L, sample * 1_000_000L + us / 2);
        }
        return List.of(hops);
    }
}
