package dev.x0xtest.local.simulation.trial;

import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.drive.RunDriver;
import dev.x0xtest.coordinator.run.drive.SecretPayloads;
import dev.x0xtest.coordinator.run.journal.Journal;
import dev.x0xtest.coordinator.run.journal.JournalReplay;
import dev.x0xtest.coordinator.run.plans.fleet.ColumnKeys;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.coordinator.run.terms.RunSecret;
import dev.x0xtest.local.simulation.SimulatedFleet;
import dev.x0xtest.local.simulation.coordinator.SimulatedCoordinator;
import dev.x0xtest.local.simulation.trial.disk.DiskFault;
import dev.x0xtest.local.simulation.trial.disk.TrialJournal;
import dev.x0xtest.local.simulation.trial.draw.Draw;
import dev.x0xtest.local.simulation.trial.draw.Fate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One run with what happens to the processes of its coordinator and to its journal. Used by one thread. */
final class RunHistory {
    /** Whoever looks at a run that nobody goes on with does so after its leases. */
    private static final Duration LATER = Duration.ofSeconds(40);

    private final Draw draw;
    private final SimulatedFleet fleet;
    private final Path directory;
    private final RunDriver.Listener listener;
    private final SplittableRandom random;
    private @Nullable TrialJournal journal;
    private Duration gap = Duration.ZERO;
    private boolean damaged;

    RunHistory(Draw draw, SimulatedFleet fleet, Path directory, RunDriver.Listener listener) {
        this.draw = draw;
        this.fleet = fleet;
        this.directory = directory;
        this.listener = listener;
        this.random = new SplittableRandom(draw.seed() ^ 0xFA7EL);
    }

    Path file() {
        return directory.resolve("run.jsonl");
    }

    /** Starts the runners and the run. */
    SimulatedCoordinator begin() throws IOException {
        TrialJournal written = draw.disk() == DiskFault.HANGS
                ? null
                : TrialJournal.create(
                        file(),
                        fleet.config(),
                        fleet.clock(),
                        draw.disk() == DiskFault.FULL ? draw.diskAfter() : Long.MAX_VALUE);
        journal = written;
        Fate fate = draw.fate();
        SimulatedCoordinator begun = fleet.begun(
                directory.resolve("locks"), written == null ? TrialJournal.hanging() : written, listener, fate != null);
        if (fate != null) {
            fleet.later(fate.after(), () -> happens(fate, begun));
        }
        return begun;
    }

    private void happens(Fate fate, SimulatedCoordinator running) {
        if (running.finished().isDone()) {
            return;
        }
        if (fate.kind() == Fate.Kind.STOPPED) {
            running.stop(true);
            fleet.later(fate.time(), () -> running.stop(false));
            gap = fate.time();
            return;
        }
        running.kill();
        try {
            if (journal != null) {
                journal.kill(random);
                if (fate.damaged()) {
                    damaged = true;
                    journal.damage(random);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean resumed = fate.kind() == Fate.Kind.RESUMED;
        gap = resumed ? fate.time() : LATER;
        fleet.later(gap, () -> {
            try {
                if (resumed) {
                    resume(fate, running);
                } else {
                    running.leave(Optional.of(JournalReplay.report(file())));
                }
            } catch (IOException e) {
                unreadable(running, e);
            }
        });
    }

    /** Nothing is said of a run whose journal cannot be read. */
    private void unreadable(SimulatedCoordinator running, IOException failure) {
        if (!damaged && journal != null && failure instanceof JournalReplay.Damage && !headless()) {
            throw new IllegalStateException("a journal that was only cut off cannot be read", failure);
        }
        running.leave(Optional.empty());
    }

    /** Whether the first line of the journal was not written, so that the run had not begun. */
    private boolean headless() {
        try {
            return !Files.readString(file()).contains("\n");
        } catch (IOException e) {
            return true;
        }
    }

    private void resume(Fate fate, SimulatedCoordinator running) throws IOException {
        RunSecret secret = fate.keysLost() ? RunSecret.drawn(random) : fleet.secret();
        TrialJournal[] next = new TrialJournal[1];
        SecretPayloads payloads = new SecretPayloads(secret, (id, sha256) -> {
            Journal written = next[0];
            if (written != null) {
                written.payload(id, sha256);
            }
        });
        JournalReplay.Resumable read = JournalReplay.resumable(
                file(),
                payloads,
                (config, origin, known) -> new RunState(config, origin, known, new ColumnKeys(secret)));
        if (read.finished() != null) {
            running.leave(Optional.of(JournalReplay.report(file())));
            return;
        }
        TrialJournal behind = TrialJournal.continued(file(), read, fleet.clock());
        next[0] = behind;
        journal = behind;
        long gapMs = read.wallMs() == 0 ? 0 : Math.max(0, fleet.clock().millis() - read.wallMs());
        String holder = String.format(Locale.ROOT, "%032x", random.nextLong() & Long.MAX_VALUE);
        running.resume(read, behind, new RunEvent.Resumed(holder, gapMs, fate.keysLost(), fate.copied()));
    }

    /** Nothing more is written. */
    void close() {
        if (journal != null) {
            journal.close();
        }
    }

    /** How much longer than its deadline the run may take because its coordinator stood still. */
    Duration gap() {
        return gap;
    }

    /** Whether the journal must have the whole run. */
    boolean whole() {
        TrialJournal last = journal;
        return last != null && last.whole() && !damaged && draw.disk() != DiskFault.FULL;
    }
}
