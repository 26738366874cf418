package dev.x0xtest.serve.history.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.serve.history.care.Figures;
import dev.x0xtest.serve.history.store.Retention;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how large a history is, and how large it will be. */
@Command(
        name = "stats",
        description = "Print how many bytes the history takes, by table, and how many it will take in a year.",
        customSynopsis = "x0xtest history stats [--json] [OPTION]...",
        exitCodeListHeading = "Exit status%n",
        exitCodeList = {
            "0:Printed.",
            ExitCode.Help.USAGE,
            "3:There is no such history, or it cannot be read.",
            ExitCode.Help.INTERNAL
        },
        footerHeading = "Examples%n",
        footer = {"  x0xtest history stats", "  x0xtest history stats --db /var/lib/x0xtest/history.db --json"},
        mixinStandardHelpOptions = true)
public final class StatsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print them as JSON.")
    private boolean json;

    @Mixin
    private HistoryOptions history = new HistoryOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() {
        Figures.All all = history.use(database -> Figures.of(database, Retention.STANDARD));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(tree(all).toPrettyString());
        } else {
            text(all, out);
        }
        out.flush();
        return ExitCode.PASS.code();
    }

    private static void text(Figures.All all, PrintWriter out) {
        out.println(all.database() + ": " + Amounts.bytes(all.bytes()));
        out.println(
                all.fromMs() == 0
                        ? "no run is kept yet"
                        : "runs from " + date(all.fromMs()) + " to " + date(all.toMs()) + " UTC");
        out.printf(Locale.ROOT, "%n%-14s  %11s  %8s%n", "table", "rows", "bytes");
        for (Figures.Table table : all.tables()) {
            out.printf(Locale.ROOT, "%-14s  %,11d  %8s%n", table.name(), table.rows(), Amounts.bytes(table.bytes()));
        }
        out.println();
        if (all.yearBytes() < 0) {
            out.println("after a year: unknown until a day of runs is kept");
        } else {
            out.printf(
                    Locale.ROOT,
                    "after a year with %.0f runs a day, as in the last week: about %s%n",
                    all.runsADay(),
                    Amounts.bytes(all.yearBytes()));
        }
    }

    private static String date(long ms) {
        return Instant.ofEpochMilli(ms)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString()
                .replace('T', ' ')
                .replace(":00Z", "");
    }

    private static ObjectNode tree(Figures.All all) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("database", all.database());
        tree.put("bytes", all.bytes());
        tree.put("from", all.fromMs() == 0 ? null : (Long) all.fromMs());
        tree.put("to", all.toMs() == 0 ? null : (Long) all.toMs());
        tree.put("runs_a_day", all.runsADay());
        tree.put("year_bytes", all.yearBytes() < 0 ? null : (Long) all.yearBytes());
        ArrayNode tables = tree.putArray("tables");
        all.tables()
                .forEach(table -> tables.addObject()
                        .put("name", table.name())
                        .put("rows", table.rows())
                        .put("bytes", table.bytes()));
        return tree;
    }
}
