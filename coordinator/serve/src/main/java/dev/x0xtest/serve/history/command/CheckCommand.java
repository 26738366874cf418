package dev.x0xtest.serve.history.command;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.serve.history.HistoryException;
import dev.x0xtest.serve.history.care.Checking;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says whether a history is whole. */
@Command(
        name = "check",
        description =
                "Read all of the history: the file, every blob, and whether each run has all its cells. Works while"
                        + " serve writes.",
        customSynopsis = "x0xtest history check [OPTION]...",
        exitCodeListHeading = "Exit status%n",
        exitCodeList = {
            "0:The history is whole.",
            "1:Something is damaged or missing.",
            ExitCode.Help.USAGE,
            "3:There is no such history, or it cannot be read.",
            ExitCode.Help.INTERNAL
        },
        footerHeading = "Examples%n",
        footer = {"  x0xtest history check", "  x0xtest history check --db jdbc:postgresql://db/history"},
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
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
        Checking.Result result;
        try {
            result = history.use(Checking::of);
        } catch (EnvironmentException e) {
            if (e.getCause() instanceof HistoryException cause && cause.kind() == HistoryException.Kind.DAMAGED) {
                out.println("damaged: " + e.getMessage());
                out.flush();
                return ExitCode.FAIL.code();
            }
            throw e;
        }
        result.problems().forEach(problem -> out.println("damaged: " + problem));
        out.println((result.problems().isEmpty() ? "whole: " : "not whole: ") + result.runs() + " runs, " + result.cut()
                + " cut, " + result.begun() + " in flight, " + result.blobs() + " blobs read");
        out.flush();
        return (result.problems().isEmpty() ? ExitCode.PASS : ExitCode.FAIL).code();
    }
}
