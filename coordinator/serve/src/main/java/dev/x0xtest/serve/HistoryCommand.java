package dev.x0xtest.serve;

import dev.x0xtest.serve.history.command.BackupCommand;
import dev.x0xtest.serve.history.command.CheckCommand;
import dev.x0xtest.serve.history.command.CompactCommand;
import dev.x0xtest.serve.history.command.ExportCommand;
import dev.x0xtest.serve.history.command.ImportCommand;
import dev.x0xtest.serve.history.command.StatsCommand;
import picocli.CommandLine.Command;

/** What the daemon remembers: its subcommands read and keep the history. */
@Command(
        name = "history",
        description = "Look after the history of serve: how large it is, whether it is whole, its copies.",
        customSynopsis = "x0xtest history COMMAND [OPTION]...",
        footerHeading = "Examples%n",
        footer = {
            "  x0xtest history stats",
            "  x0xtest history import latest",
            "  x0xtest history backup /backup/history.db"
        },
        subcommands = {
            BackupCommand.class,
            CheckCommand.class,
            CompactCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            StatsCommand.class
        },
        mixinStandardHelpOptions = true)
public final class HistoryCommand {}
