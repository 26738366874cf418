package dev.x0xtest.serve.history.command;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.files.FileErrors;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.serve.history.codec.CodecException;
import dev.x0xtest.serve.history.database.Database;
import dev.x0xtest.serve.history.database.StoreLock;
import dev.x0xtest.serve.history.line.EntryJson;
import dev.x0xtest.serve.history.record.Entry;
import dev.x0xtest.serve.history.store.Retention;
import dev.x0xtest.serve.history.store.Store;
import dev.x0xtest.wire.NetworkName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Adds earlier runs to a history. */
@Command(
        name = "import",
        description = "Add runs of x0xtest matrix to the history, or the lines that history export wrote. A run that is"
                + " there already is left as it is. Works while serve writes.",
        customSynopsis = "x0xtest history import [OPTION]... RUN...",
        exitCodeListHeading = "Exit status%n",
        exitCodeList = {
            "0:All are in the history.",
            ExitCode.Help.USAGE,
            "3:A run cannot be read, or the history cannot be written.",
            ExitCode.Help.INTERNAL
        },
        footerHeading = "Examples%n",
        footer = {
            "  x0xtest history import latest latest~1",
            "  x0xtest history import --network prod out.json",
            "  x0xtest history import history.jsonl"
        },
        mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "RUN",
            description = "latest, the start of a run's id, the directory of a run, its run.jsonl, a report as --json"
                    + " writes it, or a file of history export.")
    private List<String> runs = List.of();

    @Option(
            names = "--network",
            paramLabel = "NAME",
            converter = Network.class,
            description = "The network of runs that do not name theirs. Default: ${DEFAULT-VALUE}.",
            defaultValue = "test")
    private NetworkName network = new NetworkName("test");

    @Mixin
    private HistoryOptions history = new HistoryOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    /** Reads the name of a network. */
    static final class Network implements ITypeConverter<NetworkName> {
        @Override
        public NetworkName convert(String value) {
            return NetworkName.parse(value)
                    .orElseThrow(() -> new TypeConversionException("not a network name (a-z, 0-9, '.', '_', '-')"));
        }
    }

    /** What became of the entries. */
    private static final class Counts {
        private long added;
        private long known;

        void count(boolean isNew) {
            added += isNew ? 1 : 0;
            known += isNew ? 0 : 1;
        }
    }

    @Override
    public Integer call() {
        Counts counts = free() ? history.make(this::imported) : history.use(this::imported);
        PrintWriter out = spec.commandLine().getOut();
        out.println(counts.added + " added, " + counts.known + " there already");
        out.flush();
        return ExitCode.PASS.code();
    }

    /** Whether no serve uses the history, so that it may be made or brought up to date. */
    private boolean free() {
        try {
            StoreLock.take(history.url()).close();
            return true;
        } catch (EnvironmentException e) {
            return false;
        }
    }

    private Counts imported(Database database) {
        Store store = new Store(database, Retention.STANDARD);
        Counts counts = new Counts();
        for (String run : runs) {
            Path file = Path.of(run);
            if (Files.isRegularFile(file) && isExport(file)) {
                lines(file, store, counts);
            } else {
                counts.count(store.keep(new Entry.Ended(ImportedRun.of(run, network), List.of(), List.of())));
            }
        }
        long now = InstantSource.system().millis();
        boolean more = true;
        while (more) {
            more = store.sumUp(now);
        }
        return counts;
    }

    private static boolean isExport(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            char[] start = new char[EntryJson.START.length()];
            int read = lines.read(start);
            return read == start.length && new String(start).equals(EntryJson.START);
        } catch (IOException e) {
            return false;
        }
    }

    private static void lines(Path file, Store store, Counts counts) {
        long number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                counts.count(store.keep(EntryJson.entry(line)));
            }
        } catch (CodecException e) {
            throw new EnvironmentException("cannot read " + file + ": line " + number + " is " + e.getMessage(), e);
        } catch (IOException e) {
            throw new EnvironmentException("cannot read " + file + ": " + FileErrors.reason(e), e);
        }
    }
}
