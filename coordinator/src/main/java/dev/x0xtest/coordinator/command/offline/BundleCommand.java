package dev.x0xtest.coordinator.command.offline;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.FileErrors;
import dev.x0xtest.cli.files.ResultFile;
import dev.x0xtest.cli.files.UserDirectories;
import dev.x0xtest.cli.files.WholeFile;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.coordinator.bundle.Bundle;
import dev.x0xtest.coordinator.runs.RunDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Packs an earlier run so that it can be shown to others. */
@Command(
        name = "bundle",
        description = "Pack the report, the causes and the messages of an earlier run into one file to show to others."
                + " Tokens, keys, the environment and options of ssh are never in it, and what looks like a secret in a text"
                + " is removed.",
        customSynopsis = "x0xtest bundle [OPTION]... RUN -o FILE",
        exitCodeListHeading = "Exit status%n",
        exitCodeList = {
            "0:The file was written.",
            "2:Wrong options, or the file is there already. Nothing was written.",
            "3:There is no such run, its journal cannot be read, or the file cannot be written.",
            ExitCode.Help.INTERNAL
        },
        footerHeading = "Examples%n",
        footer = {
            "  x0xtest bundle latest -o run.tar.gz",
            "  x0xtest bundle 9bf45442 -o run.tar.gz --anonymize",
            "  x0xtest bundle latest -o run.tar.gz --log stderr.txt --force"
        },
        mixinStandardHelpOptions = true)
public final class BundleCommand implements Callable<Integer> {
    private static final int MOST_MIB = 1_024;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "RUN",
            description = "latest, the start of a run's id, the directory of a run, or its run.jsonl.")
    private String run = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The archive, a .tar.gz. Only you may read it.")
    private Path output = Path.of("");

    @Option(names = "--force", description = "Replace the archive if it is there.")
    private boolean force;

    @Option(
            names = "--anonymize",
            description = "Replace labels, agent and machine ids, hosts and addresses by made-up ones.")
    private boolean anonymize;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "A file with the coordinator's standard error, whose last 2,000 lines are packed as well.")
    private @Nullable Path log;

    @Option(
            names = "--max-mib",
            paramLabel = "N",
            defaultValue = "32",
            description =
                    "The largest archive, in MiB (default: ${DEFAULT-VALUE}). What does not fit is left out and named.")
    private int mostMib;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() {
        check();
        Path journal = RunDirectory.journal(run, UserDirectories.of(System.getenv()));
        new ResultFile("--output", output.toString()).check(EarlierReport.files("RUN", run));
        Bundle.Terms terms = new Bundle.Terms(
                journal,
                log,
                anonymize,
                (long) mostMib << 20,
                System.getenv(),
                UserDirectories.of(System.getenv()).home().orElse(null));
        try {
            show(Bundle.write(terms, output, force));
        } catch (FileAlreadyExistsException e) {
            throw there();
        } catch (IOException e) {
            throw new EnvironmentException("cannot write " + output + ": " + FileErrors.reason(e), e);
        }
        return ExitCode.PASS.code();
    }

    private void check() {
        if (run.isEmpty()) {
            throw new UsageException("RUN is empty");
        }
        if (mostMib < 1 || mostMib > MOST_MIB) {
            throw new UsageException("--max-mib: " + mostMib + " is not between 1 and " + MOST_MIB);
        }
        if (log != null && !Files.isRegularFile(log)) {
            throw new UsageException("--log: " + log + ": no such file");
        }
        if (Files.exists(output, LinkOption.NOFOLLOW_LINKS) && (!force || !Files.isRegularFile(output))) {
            throw there();
        }
        WholeFile.problem(output).ifPresent(problem -> {
            throw new UsageException("--output: " + problem);
        });
    }

    private UsageException there() {
        return new UsageException(output + " is there already"
                + (Files.isRegularFile(output) ? "; --force replaces it" : ", and is no file to replace"));
    }

    private void show(Bundle.Made made) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(output + ": " + String.join(", ", made.files()));
        if (made.removed() > 0) {
            out.println("removed what may be secret: " + made.removed() + (made.removed() == 1 ? " time" : " times"));
        }
        made.leftOut().forEach(line -> out.println("left out: " + line));
        out.flush();
    }
}
