package dev.x0xtest.serve;

import dev.x0xtest.cli.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What the daemon remembers: its subcommands read and keep the history. */
@Command(name = "history", description = "Look after the history of serve.", mixinStandardHelpOptions = true)
public final class HistoryCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UsageException("missing command: x0xtest help history lists them");
    }
}
