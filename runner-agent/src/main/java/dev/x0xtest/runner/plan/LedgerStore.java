package dev.x0xtest.runner.plan;

import dev.x0xtest.wire.plan.RunRef;
import java.util.List;
import java.util.Map;

/** Where the ledgers of runs survive a restart of the runner. Confined to the event loop. */
public interface LedgerStore {
    /**
     * What an earlier process left: the lines of each run, oldest run first. A line that was being written is left out.
     * Of a ledger that cannot be used there are no lines.
     */
    Map<RunRef, List<String>> load();

    /** Begins the ledger of a run; then as {@link #append}. */
    void begin(RunRef run, String line);

    /**
     * Adds a line to the ledger of a run, if it has one. It returns when a crash of this process cannot lose the line
     * any more. If that fails, the ledger of the run is removed: an incomplete one would make hops leave twice.
     */
    void append(RunRef run, String line);

    /** Removes the ledger of a run, and the keys with it. */
    void erase(RunRef run);

    /** Whether the run has a ledger here. */
    boolean has(RunRef run);

    /** Whether a restarted runner would find its runs here; false also after a failure. */
    boolean onDisk();

    /** Keeps nothing: a restarted runner knows of no run. */
    static LedgerStore none() {
        return new LedgerStore() {
            @Override
            public Map<RunRef, List<String>> load() {
                return Map.of();
            }

            @Override
            public void begin(RunRef run, String line) {
                // The run's own state is the ledger.
            }

            @Override
            public void append(RunRef run, String line) {
                // The run's own state is the ledger.
            }

            @Override
            public void erase(RunRef run) {
                // Nothing was kept.
            }

            @Override
            public boolean has(RunRef run) {
                return false;
            }

            @Override
            public boolean onDisk() {
                return false;
            }
        };
    }
}
