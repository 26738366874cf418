package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.drive.JournalReplay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a run leaves its journal and its reports: below the XDG state directory, the newest hundred are kept. */
public final class RunDirectory {
    static final String JOURNAL = "run.jsonl";
    static final String JSON = "report.json";
    private static final int KEPT = 100;
    private static final Pattern NAME = Pattern.compile("\\d{8}T\\d{6}Z-[0-9a-f]{8}");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RunDirectory() {}

    /** {@code $XDG_STATE_HOME/x0xtest/runs}, by default below {@code ~/.local/state}. */
    static Path runs(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base =
                state.isEmpty() ? Path.of(environment.getOrDefault("HOME", "."), ".local", "state") : Path.of(state);
        return base.resolve("x0xtest").resolve("runs");
    }

    static Path named(Path runs, Instant now, String runId) {
        return runs.resolve(STAMP.format(now) + "-" + runId.substring(0, 8));
    }

    /** The files that a run keeps in its directory, and what each is; none when there is no directory yet. */
    public static Map<Path, String> files(@Nullable Path directory) {
        return directory == null
                ? Map.of()
                : Map.of(
                        directory.resolve(JOURNAL), "the run's journal",
                        directory.resolve(JSON), "the report that the run keeps");
    }

    /** The journal of an earlier run, given its directory or the journal itself. */
    public static Path journal(Path run) {
        return Files.isDirectory(run) ? run.resolve(JOURNAL) : run;
    }

    /**
     * Makes the report of an earlier run again.
     *
     * @throws EnvironmentException when the journal cannot be read or ends too early: one clear line
     */
    public static Report report(Path journal) {
        try {
            return JournalReplay.report(journal)
                    .orElseThrow(() -> new EnvironmentException(journal + " ends before its run did", null));
        } catch (IOException e) {
            throw new EnvironmentException("cannot read the journal " + journal + ": " + e.getMessage(), e);
        }
    }

    /** Removes the oldest runs; nothing that we did not name ourselves. */
    static void prune(Path runs) throws IOException {
        if (!Files.isDirectory(runs)) {
            return;
        }
        List<Path> ours;
        try (Stream<Path> all = Files.list(runs)) {
            ours = all.filter(
                            path -> NAME.matcher(path.getFileName().toString()).matches())
                    .sorted(Comparator.comparing(Path::getFileName))
                    .toList();
        }
        for (Path old : ours.subList(0, Math.max(0, ours.size() - KEPT))) {
            Files.deleteIfExists(old.resolve(JOURNAL));
            Files.deleteIfExists(old.resolve(JSON));
            if (isEmpty(old)) {
                Files.delete(old);
            }
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }
}
