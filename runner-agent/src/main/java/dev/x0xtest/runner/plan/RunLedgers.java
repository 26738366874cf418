package dev.x0xtest.runner.plan;

import dev.x0xtest.runner.plan.run.PlanRun;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.plan.RunRef;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the events of runs to their ledgers, and makes the runs of an earlier process again. Confined to the event loop. */
final class RunLedgers {
    private static final Logger log = LoggerFactory.getLogger(RunLedgers.class);
    private static final long KEPT_MS = 3_600_000L;

    private final LedgerStore store;
    private final String boot;
    private final long startNanos;
    private final Clock clock;
    private final RandomGenerator random;

    /**
     * Takes the store and the clocks.
     *
     * @param boot id of the host's boot
     * @param startNanos start of this process on the host's monotonic clock: what this process counts from
     */
    RunLedgers(LedgerStore store, String boot, long startNanos, Clock clock, RandomGenerator random) {
        this.store = store;
        this.boot = boot;
        this.startNanos = startNanos;
        this.clock = clock;
        this.random = random;
    }

    /** The runs of an earlier process that are not too old, oldest first. A ledger that cannot be read is erased. */
    List<PlanRun> restore(long nowNanos) {
        List<PlanRun> runs = new ArrayList<>();
        store.load().forEach((ref, lines) -> {
            try {
                if (lines.isEmpty()) {
                    throw new WireException(WireException.Kind.BAD_VALUE, "its ledger was cut or cannot be read");
                }
                if (Math.abs(clock.millis() - LedgerLine.lastWallMs(lines)) > KEPT_MS) {
                    store.erase(ref);
                    return;
                }
                PlanRun run = LedgerLine.replay(
                        lines, new LedgerLine.Now(boot, startNanos, nowNanos, clock.millis()), random);
                LedgerEvent.Restarted restarted = new LedgerEvent.Restarted(LedgerLine.sameBoot(lines, boot));
                restarted.applyTo(run, nowNanos, clock.millis());
                note(run, restarted, nowNanos);
                log.info("restored: {} is {}", run.plan(), run.state().label());
                runs.add(run);
            } catch (WireException | RuntimeException e) {
                // Whoever may write to the directory may write anything.
                log.warn("run {} of an earlier process is forgotten: {}", ref.run(), e.getMessage());
                store.erase(ref);
            }
        });
        return runs;
    }

    /** The first event of a run. */
    void begin(PlanRun run, long atNanos) {
        String coordinator = run.coordinator().hex();
        LedgerEvent armed =
                new LedgerEvent.Armed(run.plan(), coordinator, run.chunks(), run.attachmentAtArming(), boot);
        store.begin(RunRef.of(run.plan()), line(armed, atNanos));
    }

    void note(PlanRun run, LedgerEvent event, long atNanos) {
        RunRef ref = RunRef.of(run.plan());
        if (store.has(ref)) {
            store.append(ref, line(event, atNanos));
        }
    }

    private String line(LedgerEvent event, long atNanos) {
        return LedgerLine.of(event, startNanos + atNanos, clock.millis()).text();
    }

    void erase(PlanRun run) {
        store.erase(RunRef.of(run.plan()));
    }
}
