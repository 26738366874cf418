package dev.x0xtest.coordinator.runs;

import dev.x0xtest.cli.files.FileErrors;
import dev.x0xtest.cli.files.PrivateFiles;
import dev.x0xtest.cli.files.WholeFile;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.journal.FileJournal;
import dev.x0xtest.coordinator.run.journal.Journal;
import dev.x0xtest.coordinator.run.journal.JournalFile;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunSecret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
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
    private final Consumer<String> warn;
    private final AtomicBoolean failed = new AtomicBoolean();
    private @Nullable RunLock lock;
    private Journal journal = Journal.none();

    private RunFiles(@Nullable Path directory, Consumer<String> warn) {
        this.directory = directory;
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
        RunFiles files = new RunFiles(directory, warn);
        if (directory == null) {
            return files;
        }
        try {
            PrivateFiles.createDirectories(directory);
            files.lock = RunLock.take(
                            directory, RunLock.holder(ProcessHandle.current().pid(), origin))
                    .orElseThrow(() -> new IOException("another run uses it"));
            RunKeys.write(directory, config.runId(), secret);
            files.journal = FileJournal.create(
                    JournalFile.create(directory.resolve(RunDirectory.JOURNAL)), config, origin, wall, files::failed);
        } catch (IOException e) {
            log.debug("no run directory", e);
            files.failed(FileErrors.reason(e));
        }
        return files;
    }

    /** Drops everything when the directory cannot be written. */
    public Journal journal() {
        return journal;
    }

    /** Keeps the report beside the journal. */
    public void keep(Report report) {
        Path place = directory;
        if (failed.get() || place == null) {
            return;
        }
        try {
            WholeFile.write(place.resolve(RunDirectory.JSON), text -> ReportJson.write(report, text));
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
