package dev.x0xtest.local;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.files.ResultFile;
import dev.x0xtest.cli.options.HomePath;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.Terminals;
import dev.x0xtest.coordinator.command.options.ColorOptions;
import dev.x0xtest.local.selftest.Checker;
import dev.x0xtest.local.selftest.Mutant;
import dev.x0xtest.local.selftest.Mutants;
import dev.x0xtest.local.selftest.SelftestJson;
import dev.x0xtest.local.selftest.SelftestText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Breaks simulated fleets, and checks that x0xtest names what is wrong with each. */
@Command(
        name = "selftest",
        description = {
            "Break simulated fleets in one way each, and check that x0xtest names what is wrong.",
            "Runs in virtual time with the real runners and the real coordinator; needs no network and no x0xd. Each"
                    + " fleet has a healthy twin, which must pass."
        },
        customSynopsis = "x0xtest selftest [OPTION]...",
        exitCodeListHeading = "Exit status%n",
        exitCodeList = {
            "0:Every mutant is named right.",
            "1:At least one is not, or a healthy twin did not pass.",
            ExitCode.Help.USAGE,
            "3:A file cannot be written.",
            ExitCode.Help.INTERNAL
        },
        footerHeading = "Examples%n",
        footer = {
            "  x0xtest selftest",
            "  x0xtest selftest --list",
            "  x0xtest selftest --only false-ack,lost-result",
            "  x0xtest selftest --json -"
        },
        mixinStandardHelpOptions = true)
public final class SelftestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only these mutants, in the order of the list.")
    private List<String> only = List.of();

    @Option(names = "--list", description = "Show the mutants and what each is for; run nothing.")
    private boolean list;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = HomePath.Output.class,
            description = "Write the results as JSON; - means stdout, without the table.")
    private @Nullable String json;

    @Mixin
    private ColorOptions color = new ColorOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    private final Supplier<List<Mutant>> known;

    /** With the mutants of the program. */
    public SelftestCommand() {
        this.known = Mutants::all;
    }

    /** With other mutants. */
    public SelftestCommand(List<Mutant> mutants) {
        this.known = () -> mutants;
    }

    @Override
    public Integer call() throws IOException {
        ResultFile asJson = new ResultFile("--json", json);
        asJson.check(Map.of());
        List<Mutant> mutants = known.get();
        List<Mutant> chosen = only.isEmpty() ? mutants : Mutants.named(mutants, only);
        Console console = Terminals.console(Terminals.STDOUT, color.mode());
        SelftestText text = new SelftestText(chosen, console);
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            text.list(chosen).forEach(out::println);
            out.flush();
            return ExitCode.PASS.code();
        }
        long startedNanos = System.nanoTime();
        List<Checker.Result> results = measured(
                chosen,
                asJson.onStdout()
                        ? lines -> {}
                        : lines -> {
                            lines.forEach(out::println);
                            out.flush();
                        },
                text);
        if (asJson.onStdout()) {
            out.println(SelftestJson.tree(results).toPrettyString());
        } else {
            out.println();
            out.println(SelftestText.sum(results, (System.nanoTime() - startedNanos) / 1e9));
        }
        out.flush();
        boolean written = asJson.write(
                SelftestJson.tree(results).toPrettyString() + "\n",
                spec.commandLine().getErr());
        ExitCode code = exit(results);
        return (written ? code : code.whenNotWritten()).code();
    }

    /** Shows rows of the table. */
    private interface Rows {
        void show(List<String> lines);
    }

    private static List<Checker.Result> measured(List<Mutant> chosen, Rows rows, SelftestText text) throws IOException {
        Path locks = Files.createTempDirectory("x0xtest-selftest-");
        try {
            Checker checker = new Checker(locks);
            List<Checker.Result> results = new ArrayList<>();
            rows.show(text.head());
            for (Mutant mutant : chosen) {
                Checker.Result result = checker.check(mutant);
                results.add(result);
                rows.show(text.row(result));
            }
            return results;
        } finally {
            delete(locks);
        }
    }

    private static ExitCode exit(List<Checker.Result> results) {
        if (results.stream().anyMatch(Checker.Result::broke)) {
            return ExitCode.INTERNAL;
        }
        return results.stream().allMatch(Checker.Result::right) ? ExitCode.PASS : ExitCode.FAIL;
    }

    private static void delete(Path directory) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
