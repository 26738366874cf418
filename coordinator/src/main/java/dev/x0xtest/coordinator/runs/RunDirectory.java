package dev.x0xtest.coordinator.runs;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.FileErrors;
import dev.x0xtest.cli.files.UserDirectories;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.journal.JournalReplay;
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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a run leaves its journal and its reports: below the XDG state directory, the newest are kept. */
public final class RunDirectory {
    static final String JOURNAL = "run.jsonl";
    static final String JSON = "report.json";
    public static final String LATEST = "latest";
    private static final Logger log = LoggerFactory.getLogger(RunDirectory.class);
    private static final List<String> FILES = List.of(JOURNAL, JSON, RunKeys.FILE, RunLock.FILE);
    private static final int ID_DIGITS = 8;
    private static final int MOST_LISTED = 10;
    /** The run so many before the latest: {@code latest~1}. */
    private static final Pattern EARLIER = Pattern.compile(LATEST + "(?:~(\\d{1,6}))?");

    private static final Pattern NAME = Pattern.compile("\\d{8}T\\d{6}Z-[0-9a-f]{8}");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RunDirectory() {}

    /**
     * {@code $XDG_STATE_HOME/x0xtest/runs}, by default below {@code ~/.local/state}.
     *
     * @throws EnvironmentException if there is no home
     */
    public static Path runs(UserDirectories user) {
        return user.state()
                .orElseThrow(() -> new EnvironmentException(
                        "no place for the run's journal: HOME is not set, and this user has no home directory; give"
                                + " --run-dir DIR or set XDG_STATE_HOME",
                        null))
                .resolve("x0xtest")
                .resolve("runs");
    }

    public static Path named(Path runs, Instant now, String runId) {
        return runs.resolve(STAMP.format(now) + "-" + runId.substring(0, 8));
    }

    /** The report that a run has kept in its directory; null: none. */
    public static @Nullable Path kept(@Nullable Path directory) {
        Path file = directory == null ? null : directory.resolve(JSON);
        return file != null && Files.exists(file) ? file : null;
    }

    /** The files that a run keeps in its directory, and what each is; none when there is no directory yet. */
    public static Map<Path, String> files(@Nullable Path directory) {
        return directory == null
                ? Map.of()
                : Map.of(
                        directory.resolve(JOURNAL), "the run's journal",
                        directory.resolve(RunKeys.FILE), "the run's secret",
                        directory.resolve(RunLock.FILE), "the run's lock",
                        directory.resolve(JSON), "the report that the run keeps");
    }

    /**
     * The journal of an earlier run.
     *
     * @param run the run's directory, its journal, {@value #LATEST}, {@code latest~1} for the one before it and so on, or how
     *     its id or the name of its directory begins
     * @throws EnvironmentException when there is no such run or there are several: one clear line
     */
    public static Path journal(String run, UserDirectories user) {
        // A path that is there needs no home.
        Path given = Path.of(run);
        return find(run, Files.exists(given) ? given : runs(user));
    }

    /**
     * The journal of an earlier run, as {@link #journal} finds it; empty: there is none.
     *
     * @throws EnvironmentException when there are several: one clear line
     */
    public static Optional<Path> search(String run, UserDirectories user) {
        Path given = Path.of(run);
        if (Files.exists(given)) {
            return Optional.of(find(run, given));
        }
        return user.state().isEmpty()
                ? Optional.empty()
                : search(run, runs(user)).filter(Files::exists);
    }

    static Path find(String run, Path runs) {
        return search(run, runs).orElseThrow(() -> {
            String why = run.equals(LATEST)
                    ? "there is no run in "
                    : EARLIER.matcher(run).matches()
                            ? "there are not so many runs as '" + run + "' asks for in "
                            : "no run begins with '" + run + "' in ";
            return new EnvironmentException(why + runs + ", and there is no such file", null);
        });
    }

    private static Optional<Path> search(String run, Path runs) {
        Path path = Path.of(run);
        if (Files.isDirectory(path)) {
            if (!Files.exists(path.resolve(JOURNAL))) {
                throw new EnvironmentException(path + " is not the directory of a run: it has no " + JOURNAL, null);
            }
            return Optional.of(path.resolve(JOURNAL));
        }
        if (Files.exists(path)) {
            return Optional.of(path);
        }
        List<Path> ours = listed(runs);
        Matcher earlier = EARLIER.matcher(run);
        List<Path> matching = earlier.matches()
                ? before(ours, earlier.group(1) == null ? 0 : Integer.parseInt(earlier.group(1)))
                : ours.stream().filter(each -> begins(each, run)).toList();
        if (matching.size() > 1) {
            throw new EnvironmentException(several(run, matching), null);
        }
        return matching.stream().findFirst().map(found -> found.resolve(JOURNAL));
    }

    private static List<Path> before(List<Path> oldestFirst, int latest) {
        int place = oldestFirst.size() - 1 - latest;
        return place < 0 ? List.of() : List.of(oldestFirst.get(place));
    }

    /** A directory's name ends with the first eight digits of the run's id; longer ids are in the journal only. */
    private static boolean begins(Path directory, String start) {
        String name = directory.getFileName().toString();
        String id = name.substring(name.length() - ID_DIGITS);
        return name.startsWith(start) || id.startsWith(start) || (isLongId(start) && start.startsWith(id));
    }

    private static boolean isLongId(String text) {
        return text.matches("[0-9a-f]{" + (ID_DIGITS + 1) + ",32}");
    }

    private static String several(String run, List<Path> matching) {
        List<String> names = matching.stream()
                .map(path -> path.getFileName().toString())
                .sorted(Comparator.reverseOrder())
                .toList();
        int hidden = names.size() - MOST_LISTED;
        return names.size() + " runs begin with '" + run + "': "
                + names.stream().limit(MOST_LISTED).collect(Collectors.joining(", "))
                + (hidden > 0 ? " and " + hidden + " older ones" : "") + "; type more of one";
    }

    /**
     * Makes the report of an earlier run again.
     *
     * @throws EnvironmentException when the journal cannot be read or ends too early: one clear line
     */
    public static Report report(Path journal) {
        return read(journal, JournalReplay::report);
    }

    /** The same; shows each event of the run to a watcher. */
    public static Report report(Path journal, JournalReplay.Watcher watcher) {
        return read(journal, file -> JournalReplay.report(file, watcher));
    }

    /**
     * What a run was asked to do.
     *
     * @throws EnvironmentException when the journal cannot be read: one clear line
     */
    public static JournalReplay.Head head(Path journal) {
        return read(journal, JournalReplay::head);
    }

    /** Reads a journal. */
    interface Reading<T> {
        T of(Path journal) throws IOException;
    }

    static <T> T read(Path journal, Reading<T> reading) {
        try {
            return reading.of(journal);
        } catch (JournalReplay.Damage e) {
            throw new EnvironmentException(
                    ReportFile.taken(journal).orElse("the journal " + journal + " " + e.getMessage()), e);
        } catch (IOException e) {
            throw new EnvironmentException("cannot read the journal " + journal + ": " + FileErrors.reason(e), e);
        }
    }

    /**
     * Checks a directory that a person gave for a run, before anything is started.
     *
     * @param replace whether a run in it may be replaced
     * @throws UsageException when it holds a run that must not be replaced, or is no directory
     */
    public static void check(Path directory, boolean replace) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new UsageException("--run-dir: " + directory + " is not a directory");
        }
        boolean used = Stream.of(JOURNAL, JSON).anyMatch(file -> Files.exists(directory.resolve(file)));
        if (used && !replace) {
            throw new UsageException("--run-dir: " + directory
                    + " holds a run already; give another directory, or --replace to overwrite that run");
        }
    }

    /** Removes the run in this directory, nothing else. What cannot be removed is named when the run is written. */
    public static void empty(Path directory) {
        for (String file : FILES) {
            try {
                Files.deleteIfExists(directory.resolve(file));
            } catch (IOException e) {
                log.debug("file={} cannot be removed", directory.resolve(file), e);
            }
        }
    }

    /** The runs that we named ourselves, oldest first. */
    static List<Path> listed(Path runs) {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(runs)) {
            return all.filter(
                            path -> NAME.matcher(path.getFileName().toString()).matches())
                    .sorted(Comparator.comparing(Path::getFileName))
                    .toList();
        } catch (IOException e) {
            throw new EnvironmentException("cannot list the runs in " + runs + ": " + FileErrors.reason(e), e);
        }
    }

    /**
     * Removes the oldest runs until {@code kept} are left: those that have ended first, and none that goes on. Nothing that we
     * did not name ourselves. What cannot be removed is logged.
     */
    public static void prune(Path runs, int kept) {
        List<Path> ours = listed(runs);
        List<Path> endedFirst = ours.stream()
                .filter(run -> RunLock.heldBy(run).isEmpty())
                .sorted(Comparator.comparing(run -> !Files.exists(run.resolve(JSON))))
                .toList();
        int excess = Math.max(0, Math.min(endedFirst.size(), ours.size() - kept));
        for (Path old : endedFirst.subList(0, excess)) {
            try {
                for (String file : FILES) {
                    Files.deleteIfExists(old.resolve(file));
                }
                if (isEmpty(old)) {
                    Files.delete(old);
                }
            } catch (IOException e) {
                log.debug("run={} cannot be removed", old, e);
            }
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }
}
