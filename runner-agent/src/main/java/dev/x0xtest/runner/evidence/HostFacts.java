package dev.x0xtest.runner.evidence;

import org.jspecify.annotations.Nullable;

/**
 * Times that the host has counted until now. Only differences of two of them mean anything. Pure.
 *
 * @param collectingMs spent by this Java on collecting garbage; null: unknown; so are the next two
 * @param stolenMs processor time of all processors that the host of a virtual machine took
 * @param throttledMs for which this process's control group was kept from running
 */
public record HostFacts(
        @Nullable Long collectingMs,
        @Nullable Long stolenMs,
        @Nullable Long throttledMs) {
    /** Nothing is known. */
    public static final HostFacts UNKNOWN = new HostFacts(null, null, null);

    /** Reads them; does not fail. */
    @FunctionalInterface
    public interface Source {
        HostFacts read();
    }

    /** What was counted since an earlier reading. */
    HostFacts since(HostFacts earlier) {
        return new HostFacts(
                Numbers.grown(earlier.collectingMs, collectingMs),
                Numbers.grown(earlier.stolenMs, stolenMs),
                Numbers.grown(earlier.throttledMs, throttledMs));
    }
}
