package dev.x0xtest.serve.history.command;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.serve.history.care.Care;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies a SQLite history while serve writes to it. */
@Command(
        name = "backup",
        description =
                "Copy a history in SQLite to a new file, as it is at one moment; serve may write meanwhile. A history"
                        + " in PostgreSQL is backed up with pg_dump.",
        customSynopsis = "x0xtest history backup [OPTION]... FILE",
        exitCodeListHeading = "Exit status%n",
        exitCodeList = {
            "0:Copied.",
            ExitCode.Help.USAGE,
            "3:There is no such history, or the copy cannot be written.",
            ExitCode.Help.INTERNAL
        },
        footerHeading = "Examples%n",
        footer = {
            "  x0xtest history backup /backup/history.db",
            "  pg_dump --format=custom --file=history.dump --dbname=postgresql://HOST/NAME"
        },
        mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The copy. It must not exist.")
    private Path file = Path.of("");

    @Mixin
    private HistoryOptions history = new HistoryOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() {
        if (history.url().sqlite().isEmpty()) {
            throw new UsageException("PostgreSQL has its own backup: pg_dump --format=custom --file=" + file
                    + " --dbname=" + history.url().shown().substring("jdbc:".length()));
        }
        if (Files.exists(file)) {
            throw new UsageException("FILE: " + file + " is there already: give another name");
        }
        history.use(database -> {
            Care.backup(database, file);
            return true;
        });
        PrintWriter out = spec.commandLine().getOut();
        out.println("copied to " + file + "; x0xtest history check --db " + file + " reads it");
        out.flush();
        return ExitCode.PASS.code();
    }
}
