package dev.x0xtest.coordinator.runs;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.files.FileErrors;
import dev.x0xtest.cli.files.PrivateFiles;
import dev.x0xtest.cli.files.WholeFile;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.journal.FileJournal;
import dev.x0xtest.coordinator.run.journal.Journal;
import dev.x0xtest.coordinator.run.journal.JournalFile;
import dev.x0xtest.coordinator.run.journal.JournalReplay;
import dev.x0xtest.coordinator.run.terms.Payloads;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunSecret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run in progress writes to its directory. A disk that fails costs one warning and never the run: it goes on without
 * its files. Used by one thread, but for the journal.
 */
public final class RunFiles implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunFiles.class);

    private final @Nullable Path directory;
    private final InstantSource wall;
    private final Consumer<String> warn;
    private final AtomicBoolean failed = new AtomicBoolean();
    private @Nullable RunLock lock;
    /** Why there is no lock; null: there is one, or none was sought. */
    private @Nullable String noLock;

    private Journal journal = Journal.none();

    private RunFiles(@Nullable Path directory, InstantSource wall, Consumer<String> warn) {
        this.directory = directory;
        this.wall = wall;
        this.warn = warn;
    }

    /**
     * The files of a new run.
     *
     * @param directory created if it is missing; null: the run has no files
     * @param warn told once, on any thread, when the directory cannot be written
     */
    public static RunFiles create(
            @Nullable Path directory,
            RunConfig config,
            Origin origin,
            RunSecret secret,
            InstantSource wall,
            Consumer<String> warn) {
        RunFiles files = new RunFiles(directory, wall, warn);
        if (directory == null) {
            return files;
        }
        try {
            PrivateFiles.createDirectories(directory);
            JournalFile file = JournalFile.create(directory.resolve(RunDirectory.JOURNAL));
            files.lock(directory, origin);
            RunKeys.write(directory, config.runId(), secret);
            files.journal = FileJournal.create(file, config, origin, wall, files::failed);
        } catch (IOException e) {
            log.debug("no run directory", e);
            files.failed(FileErrors.reason(e));
        }
        return files;
    }

    /** Without a lock the run keeps its files: only who resumes it misses the lock. */
    private void lock(Path place, Origin origin) throws IOException {
        Optional<RunLock> taken;
        try {
            taken = RunLock.take(place, holder(origin));
        } catch (IOException e) {
            log.debug("no lock", e);
            warn.accept("cannot lock " + place + ": " + FileErrors.reason(e)
                    + "; the run goes on, but x0xtest resume will not know whether this process is alive");
            return;
        }
        lock = taken.orElseThrow(() -> new IOException("another run uses it"));
    }

    /**
     * The files of a run that is to go on; {@link #replay} comes next. Without a lock it counts as {@link #copied}.
     *
     * @param warn as for {@link #create}
     * @throws EnvironmentException in one clear line when a coordinator works on that run
     */
    public static RunFiles reopen(Path directory, Origin origin, InstantSource wall, Consumer<String> warn) {
        RunFiles files = new RunFiles(directory, wall, warn);
        try {
            files.lock = RunLock.take(directory, holder(origin))
                    .orElseThrow(() -> new EnvironmentException(
                            "the run in " + directory + " goes on already: " + RunLock.text(directory), null));
        } catch (IOException e) {
            log.debug("no lock", e);
            files.noLock = FileErrors.reason(e);
        }
        return files;
    }

    private static String holder(Origin origin) {
        return RunLock.holder(ProcessHandle.current().pid(), origin);
    }

    /** Whether the coordinator before may still run, because the directory is a copy or was not locked. */
    public boolean copied() {
        return lock == null ? noLock != null : lock.copied();
    }

    /** The secret of a run that is to go on; empty: its file is lost. */
    public Optional<RunSecret> secret(String runId) {
        return directory == null ? Optional.empty() : RunKeys.read(directory, runId);
    }

    /**
     * Reads the journal of a run that is to go on; what happens next is written behind it.
     *
     * @param own payloads of this process, for what was not sent before
     * @param maker makes the run's state
     * @throws EnvironmentException in one clear line when the journal cannot be read or does not suffice
     */
    public JournalReplay.Resumable replay(Payloads own, JournalReplay.Maker maker) {
        Path file = Objects.requireNonNull(directory, "a run with files").resolve(RunDirectory.JOURNAL);
        JournalReplay.Resumable read = RunDirectory.read(file, journal -> JournalReplay.resumable(journal, own, maker));
        if (read.finished() == null) {
            if (noLock != null) {
                warn.accept(
                        "cannot lock " + directory + ": " + noLock
                                + "; so x0xtest cannot know whether another process works on the run, and is asking the runners");
            }
            try {
                journal = FileJournal.continued(JournalFile.reopen(file, read.goodBytes()), read, wall, this::failed);
            } catch (IOException e) {
                log.debug("no journal", e);
                failed(FileErrors.reason(e));
            }
        }
        return read;
    }

    /** The report of a run that has ended, from its journal alone. */
    public Report report() {
        return RunDirectory.report(
                Objects.requireNonNull(directory, "a run with files").resolve(RunDirectory.JOURNAL));
    }

    /** Drops everything when the directory cannot be written. */
    public Journal journal() {
        return journal;
    }

    /** Keeps the report beside the journal. */
    public void keep(Judged judged) {
        Path place = directory;
        if (failed.get() || place == null) {
            return;
        }
        try {
            WholeFile.writeNew(place.resolve(RunDirectory.JSON), text -> ReportJson.write(judged, text));
        } catch (IOException e) {
            log.debug("no report", e);
            failed(FileErrors.reason(e));
        }
    }

    private void failed(String reason) {
        if (failed.compareAndSet(false, true)) {
            warn.accept("the run goes on without its files: cannot write " + directory + ": " + reason);
        }
    }

    /** Writes what is left, for five seconds at most, and gives the lock back. */
    @Override
    public void close() {
        journal.close();
        RunLock held = lock;
        if (held != null) {
            try {
                held.close();
            } catch (IOException e) {
                log.debug("lock", e);
            }
        }
    }
}
