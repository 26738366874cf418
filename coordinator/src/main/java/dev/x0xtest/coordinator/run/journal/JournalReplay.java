package dev.x0xtest.coordinator.run.journal;

import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.plans.fleet.ColumnKeys;
import dev.x0xtest.coordinator.run.terms.Payloads;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replays a journal into the report of its run, or into a run that can go on. Runs on the caller's thread. */
public final class JournalReplay {
    /** Of a run whose journal does not have them. */
    private static final Payloads NOTHING = new Payloads() {
        @Override
        public byte[] payload(String requestId, int bytes) {
            return new byte[bytes];
        }

        @Override
        public String sha256(String requestId, int bytes) {
            return "0".repeat(64);
        }
    };

    private JournalReplay() {}

    /**
     * The report of a journal. A journal of format 2 that ends before its run did gives the report of what is known by
     * then, ended by {@link Ending.Cause#CUT}.
     *
     * @throws Damage when the file is no journal or is damaged; in format 1 also when it ends before its run did
     * @throws IOException when the file cannot be read
     */
    public static Report report(Path file) throws IOException {
        return report(file, (event, nanos, effects) -> {});
    }

    /** Sees a run again. */
    public interface Watcher {
        /** Something happened at this time of the run's clock, in ns, and the run did this about it. */
        void saw(RunEvent event, long nanos, List<RunEffect> effects);
    }

    /** The same report; shows each event of the run to a watcher. */
    public static Report report(Path file, Watcher watcher) throws IOException {
        Resumable run = replayed(
                file,
                NOTHING,
                (config, origin, payloads) -> new RunState(config, origin, payloads, ColumnKeys.none()),
                watcher);
        Report finished = run.finished();
        if (finished != null) {
            return finished;
        }
        if (run.format() == JournalJson.FIRST) {
            throw new Damage("ends before its run did: the run is still going on, or it was killed", null);
        }
        RunEvent stopped = new RunEvent.Stopped(Ending.JOURNAL_ENDS, Ending.Cause.CUT.label(), 0);
        Report cut;
        try {
            cut = fed(run.state(), stopped, run.nanos(), watcher);
        } catch (RuntimeException e) {
            throw new Damage("is damaged: its events are of no run", e);
        }
        if (cut == null) {
            throw new IllegalStateException("a stopped run has no report");
        }
        return cut;
    }

    /** Makes the state of a run from its configuration and origin, with its keys; {@code payloads} are those of the run. */
    public interface Maker {
        RunState made(RunConfig config, @Nullable Origin origin, Payloads payloads);
    }

    /**
     * Reads a run that may go on.
     *
     * @param own payloads of this process; those that were sent before count as the journal has them, because the keys of
     *     the run may be lost
     * @throws Damage as for {@link #report}; also for format 1, which lacks what a run needs to go on
     */
    public static Resumable resumable(Path file, Payloads own, Maker maker) throws IOException {
        Resumable run = replayed(file, own, maker, (event, nanos, effects) -> {});
        if (run.format() == JournalJson.FIRST && run.finished() == null) {
            throw new Damage("has format 1, which cannot be resumed", null);
        }
        return run;
    }

    /** What a journal was made for: the configuration and the origin of its run. */
    public static Head head(Path file) throws IOException {
        try (JournalReader reader = JournalReader.ofDigests(file)) {
            JournalReader.Header header = reader.header();
            return new Head(header.config(), header.origin());
        }
    }

    /** The first line of a journal. */
    public record Head(RunConfig config, @Nullable Origin origin) {}

    /**
     * A run as far as its journal goes.
     *
     * @param finished the report, if the run has ended; null: it has not
     * @param nanos the time of its last event on the run's clock
     * @param wallMs the same on the wall clock, in ms since 1970; 0: it has no event yet
     * @param goodBytes the length of the journal without a line that was cut off
     */
    public record Resumable(
            int format,
            RunState state,
            @Nullable Report finished,
            long nanos,
            long wallMs,
            long goodBytes,
            Seal seal) {}

    /** What is wrong with a journal. The message completes "the journal FILE …". */
    public static final class Damage extends IOException {
        private static final long serialVersionUID = 1L;

        Damage(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Events need digests that are written among them: the file is read twice rather than kept in memory. Returns how far
     * it was read: a run may be writing it.
     */
    private static long digests(Path file, Map<String, String> digests) throws IOException {
        try (JournalReader reader = JournalReader.ofDigests(file)) {
            for (JournalReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
                if (entry.payloadId() != null && entry.sha256() != null) {
                    digests.put(entry.payloadId(), entry.sha256());
                }
            }
            return reader.goodBytes();
        }
    }

    private static Resumable replayed(Path file, Payloads own, Maker maker, Watcher watcher) throws IOException {
        Map<String, String> digests = new HashMap<>();
        try (JournalReader reader = JournalReader.of(file, digests(file, digests))) {
            JournalReader.Header header = reader.header();
            RunState state = state(reader, maker, recorded(digests, own));
            Report finished = null;
            long nanos = 0;
            long wallMs = 0;
            for (JournalReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
                RunEvent event = entry.event();
                if (event == null) {
                    continue;
                }
                if (finished != null) {
                    finished = afterwards(finished, event);
                    continue;
                }
                if (entry.atNanos() < nanos) {
                    throw reader.damaged(null);
                }
                nanos = entry.atNanos();
                wallMs = entry.wallMs();
                try {
                    finished = fed(state, event, nanos, watcher);
                } catch (RuntimeException e) {
                    throw reader.damaged(e);
                }
            }
            return new Resumable(header.format(), state, finished, nanos, wallMs, reader.goodBytes(), reader.seal());
        }
    }

    private static RunState state(JournalReader reader, Maker maker, Payloads payloads) throws Damage {
        try {
            return maker.made(reader.header().config(), reader.header().origin(), payloads);
        } catch (RuntimeException e) {
            throw reader.damaged(e);
        }
    }

    /** A test bed may be found broken after the last pair was decided. */
    private static Report afterwards(Report finished, RunEvent event) {
        return event instanceof RunEvent.Stopped stopped
                        && Ending.Cause.TEST_BED.label().equals(stopped.cause())
                ? finished.endedBy(Ending.testBed(stopped.reason()))
                : finished;
    }

    /** A replay performs nothing: of all effects only the report counts. */
    private static @Nullable Report fed(RunState state, RunEvent event, long nanos, Watcher watcher) {
        List<RunEffect> effects = state.on(event, nanos);
        watcher.saw(event, nanos, effects);
        for (RunEffect effect : effects) {
            if (effect instanceof RunEffect.Finished finished) {
                return finished.report();
            }
        }
        return null;
    }

    private static Payloads recorded(Map<String, String> digests, Payloads own) {
        return new Payloads() {
            @Override
            public byte[] payload(String requestId, int bytes) {
                return own.payload(requestId, bytes);
            }

            @Override
            public String sha256(String requestId, int bytes) {
                String known = digests.get(requestId);
                return known == null ? own.sha256(requestId, bytes) : known;
            }
        };
    }
}
