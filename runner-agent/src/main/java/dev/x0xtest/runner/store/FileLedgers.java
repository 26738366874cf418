package dev.x0xtest.runner.store;

import dev.x0xtest.cli.files.FileErrors;
import dev.x0xtest.cli.files.PrivateFiles;
import dev.x0xtest.runner.plan.LedgerStore;
import dev.x0xtest.wire.plan.RunRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ledgers as files of lines, one for each run, readable by their owner only: they hold the keys of the run. At most
 * sixteen files and sixteen MiB in all are kept. A write that fails costs the ledger, not
 * the run: the file is removed, and the run goes on in memory.
 */
public final class FileLedgers implements LedgerStore {
    static final long MOST_BYTES = 16L << 20;
    private static final int MOST_FILES = 16;
    private static final String SUFFIX = ".ledger";

    private static final Pattern NAME = Pattern.compile("([0-9a-f]{32})-([1-9]\\d{0,8})" + Pattern.quote(SUFFIX));

    private final Path directory;
    private final LedgerDisk disk;
    private final Consumer<String> warn;
    private final Map<RunRef, LedgerFile> open = new HashMap<>();
    private long bytes;
    private boolean failing;
    private boolean warned;

    private FileLedgers(Path directory, LedgerDisk disk, Consumer<String> warn) {
        this.directory = directory;
        this.disk = disk;
        this.warn = warn;
    }

    /**
     * Opens the directory of one agent's ledgers, and removes the oldest beyond the bounds.
     *
     * @param warn takes one line when ledgers cannot be kept
     * @return the store; one that keeps nothing if the directory cannot be used
     */
    public static LedgerStore in(Path directory, LedgerDisk disk, Consumer<String> warn) {
        FileLedgers ledgers = new FileLedgers(directory, disk, warn);
        try {
            PrivateFiles.createDirectories(directory);
            if (!Files.isWritable(directory)) {
                throw new IOException("it is not writable");
            }
            ledgers.tidy();
            return ledgers;
        } catch (IOException e) {
            ledgers.warnOnce(e);
            return LedgerStore.none();
        }
    }

    private void tidy() throws IOException {
        List<Path> files = files();
        int surplus = files.size() - MOST_FILES;
        for (Path file : files) {
            if (surplus > 0) {
                surplus--;
                Files.deleteIfExists(file);
            } else {
                bytes += Files.size(file);
            }
        }
    }

    /** The ledgers, oldest first. Links and directories are left alone. */
    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : all) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    files.add(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        files.sort(Comparator.comparingLong(FileLedgers::modifiedMs).thenComparing(Comparator.naturalOrder()));
        return files;
    }

    private static long modifiedMs(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public Map<RunRef, List<String>> load() {
        Map<RunRef, List<String>> all = new LinkedHashMap<>();
        try {
            for (Path file : files()) {
                Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    RunRef run = new RunRef(name.group(1), Integer.parseInt(name.group(2)));
                    all.put(run, reopened(run, file) ? LedgerFile.lines(disk, file) : List.of());
                }
            }
        } catch (IOException e) {
            warnOnce(e);
        }
        return all;
    }

    private boolean reopened(RunRef run, Path file) {
        try {
            open.put(run, LedgerFile.reopen(disk, file));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void begin(RunRef run, String line) {
        try {
            PrivateFiles.createDirectories(directory); // somebody may have removed it
            open.put(run, LedgerFile.create(disk, file(run)));
            append(run, line);
        } catch (IOException e) {
            failed(run, e);
        }
    }

    @Override
    public void append(RunRef run, String line) {
        LedgerFile ledger = open.get(run);
        if (ledger == null) {
            return;
        }
        try {
            byte[] content = (line + "\n").getBytes(StandardCharsets.UTF_8);
            if (bytes + content.length > MOST_BYTES) {
                throw new IOException("the ledgers have " + MOST_BYTES + " bytes, which is the most");
            }
            bytes += content.length;
            ledger.append(content);
            failing = false;
        } catch (IOException e) {
            failed(run, e);
        }
    }

    private void failed(RunRef run, IOException e) {
        failing = true;
        warnOnce(e);
        erase(run);
    }

    @Override
    public void erase(RunRef run) {
        Path file = file(run);
        LedgerFile ledger = open.remove(run);
        try {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                bytes -= Math.min(bytes, Files.size(file));
            }
            if (ledger != null) {
                ledger.delete();
            } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            warnOnce(e);
        }
    }

    @Override
    public boolean has(RunRef run) {
        return open.containsKey(run);
    }

    @Override
    public boolean onDisk() {
        return !failing;
    }

    private Path file(RunRef run) {
        return directory.resolve(run.run() + "-" + run.epoch() + SUFFIX);
    }

    private void warnOnce(IOException e) {
        if (!warned) {
            warned = true;
            warn.accept("runs are kept in memory only, a restart of this runner loses them: cannot use " + directory
                    + ": " + FileErrors.reason(e));
        }
    }
}
