package dev.x0xtest.runner.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One line with what grew since the line before. Not thread-safe. */
public final class StatsLine {
    private final List<Counter> counters = new ArrayList<>();

    private static final class Counter {
        private final String name;
        private final LongSupplier total;
        private long before;

        Counter(String name, LongSupplier total) {
            this.name = name;
            this.total = total;
            this.before = total.getAsLong();
        }
    }

    /** Adds a counter that never falls; it counts from here. */
    public StatsLine add(String name, LongSupplier total) {
        counters.add(new Counter(name, total));
        return this;
    }

    /** The counters that grew, with by how much; empty if none did. */
    public Optional<String> next() {
        List<String> grown = new ArrayList<>();
        for (Counter counter : counters) {
            long now = counter.total.getAsLong();
            if (now != counter.before) {
                grown.add(counter.name + "=" + (now - counter.before));
                counter.before = now;
            }
        }
        return grown.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", grown));
    }
}
