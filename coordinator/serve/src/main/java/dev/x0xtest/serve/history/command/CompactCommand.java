package dev.x0xtest.serve.history.command;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.serve.history.care.Care;
import dev.x0xtest.serve.history.database.StoreLock;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Gives the room of what was forgotten back to the disk. */
@Command(
        name = "compact",
        description =
                "Give the room of what was forgotten back to the disk. serve must not run meanwhile; a SQLite file"
                        + " needs as much free room as it takes.",
        customSynopsis = "x0xtest history compact [OPTION]...",
        exitCodeListHeading = "Exit status%n",
        exitCodeList = {
            ExitCode.Help.DONE,
            ExitCode.Help.USAGE,
            "3:There is no such history, serve uses it, or it cannot be written.",
            ExitCode.Help.INTERNAL
        },
        footerHeading = "Examples%n",
        footer = {"  x0xtest history compact"},
        mixinStandardHelpOptions = true)
public final class CompactCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private HistoryOptions history = new HistoryOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Care.Compacted done = history.use(database -> {
            StoreLock lock = StoreLock.take(database.url());
            try {
                return Care.compact(database);
            } finally {
                lock.close();
            }
        });
        out.println("from " + Amounts.bytes(done.before()) + " to " + Amounts.bytes(done.after()));
        out.flush();
        return ExitCode.PASS.code();
    }
}
