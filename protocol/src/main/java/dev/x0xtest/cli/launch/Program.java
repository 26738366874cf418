package dev.x0xtest.cli.launch;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.terminal.StandardStreams;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Runs a command line as a program: on the standard streams of this process. */
public final class Program {
    private Program() {}

    /**
     * Runs the command and returns the program's exit code; never throws.
     *
     * @param command makes the command line; only after the streams are replaced, because picocli goes back to those that
     *     it finds when it is made
     * @param variables as for {@link CommandLineRunner}
     */
    public static int run(Supplier<CommandLine> command, Map<String, List<String>> variables, String... arguments) {
        StandardStreams streams = StandardStreams.install();
        CommandLine root = command.get();
        root.setOut(streams.out());
        root.setErr(streams.err());
        int code = new CommandLineRunner(System.getenv(), variables).run(root, arguments);
        Optional<String> failure = streams.failure();
        failure.ifPresent(reason -> streams.err()
                .println(root.getCommandName() + ": the result cannot be written to standard output: " + reason));
        streams.err().flush();
        return failure.isPresent() ? ExitCode.whenNotWritten(code) : code;
    }
}
