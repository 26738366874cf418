package dev.x0xtest.serve.history.command;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.FileErrors;
import dev.x0xtest.cli.files.PrivateFiles;
import dev.x0xtest.cli.options.HomePath;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.serve.history.care.Exporting;
import dev.x0xtest.serve.history.line.EntryJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a history as lines of JSON. */
@Command(
        name = "export",
        description =
                "Write every run that is kept, ticks without a run, incidents, alerts, orders and the audit as lines"
                        + " of JSON (x0xtest/history/1), the oldest runs first. Sums of older runs are not among them: back them up."
                        + " Works while serve writes.",
        customSynopsis = "x0xtest history export [-o FILE] [OPTION]...",
        exitCodeListHeading = "Exit status%n",
        exitCodeList = {
            "0:Written.",
            ExitCode.Help.USAGE,
            "3:There is no such history, or FILE cannot be written.",
            ExitCode.Help.INTERNAL
        },
        footerHeading = "Examples%n",
        footer = {"  x0xtest history export -o history.jsonl", "  x0xtest history export | gzip > history.jsonl.gz"},
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            converter = HomePath.Output.class,
            description = "The file, which must not exist; - means stdout. Default: ${DEFAULT-VALUE}.",
            defaultValue = "-")
    private String output = "-";

    @Mixin
    private HistoryOptions history = new HistoryOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (output.equals("-")) {
            history.use(database -> Exporting.of(database, entry -> out.println(EntryJson.line(entry))));
            out.flush();
            return (out.checkError() ? ExitCode.ENVIRONMENT : ExitCode.PASS).code();
        }
        Path file = Path.of(output);
        if (Files.exists(file)) {
            throw new UsageException("--output: " + file + " is there already: give another name");
        }
        long entries = history.use(database -> {
            try (Writer writer = Files.newBufferedWriter(PrivateFiles.create(file))) {
                return Exporting.of(database, entry -> write(writer, EntryJson.line(entry)));
            } catch (UncheckedIOException e) {
                throw failed(file, new IOException(e.getMessage(), e));
            } catch (IOException e) {
                throw failed(file, e);
            }
        });
        out.println(entries + " entries in " + file);
        out.flush();
        return ExitCode.PASS.code();
    }

    private static void write(Writer writer, String line) {
        try {
            writer.write(line);
            writer.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(FileErrors.reason(e), e);
        }
    }

    private static EnvironmentException failed(Path file, IOException e) {
        return new EnvironmentException("cannot write " + file + ": " + FileErrors.reason(e), e);
    }
}
