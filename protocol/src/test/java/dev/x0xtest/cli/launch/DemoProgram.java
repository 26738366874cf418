package dev.x0xtest.cli.launch;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.Versions;
import dev.x0xtest.cli.options.AckMillis;
import dev.x0xtest.cli.options.DaemonOptions;
import dev.x0xtest.cli.options.StandardOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A program with one command, as the programs of this project are. */
final class DemoProgram {
    final StringWriter err = new StringWriter();
    final Demo demo = new Demo();
    final CommandLine root = new CommandLine(new Root()).addSubcommand("demo", demo);

    @Command(name = "x0xtest", mixinStandardHelpOptions = true, versionProvider = Versions.Provider.class)
    private static final class Root {}

    enum Plane {
        RAW,
        GOSSIP
    }

    @Command(name = "demo", mixinStandardHelpOptions = true, versionProvider = Versions.Provider.class)
    static final class Demo implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("UnusedVariable") // read by the runner under test
        private StandardOptions standard = new StandardOptions();

        @Mixin
        DaemonOptions daemon = new DaemonOptions();

        @Option(names = "--node", required = true)
        String node = "";

        @Option(names = "--deadline", defaultValue = "2m")
        Duration deadline = Duration.ZERO;

        @Option(names = "--attempts", defaultValue = "3")
        int attempts;

        @Option(names = "--nodes", split = ",", arity = "1..*")
        List<String> nodes = List.of();

        @Option(names = "--no-pubsub")
        boolean noPubsub;

        @Option(names = "--where")
        @Nullable
        Path where;

        @Option(names = "--plane")
        Plane plane = Plane.RAW;

        @Option(names = "--ack-ms", converter = AckMillis.Converter.class, defaultValue = "12000")
        AckMillis ack = AckMillis.none();

        @Nullable
        RuntimeException failure;

        Consumer<DaemonOptions> uses = options -> {};

        @Override
        public Integer call() {
            if (failure != null) {
                throw failure;
            }
            uses.accept(daemon);
            return ExitCode.PASS.code();
        }
    }

    int run(Map<String, String> environment, String... arguments) {
        root.setErr(new PrintWriter(err, true));
        root.getSubcommands().values().forEach(command -> command.setErr(new PrintWriter(err, true)));
        Map<String, List<String>> variables = Map.of(
                "--node", List.of("NODE_NAME"),
                "--no-pubsub", List.of("NO_PUBSUB"),
                "--api-token", List.of("X0X_API_TOKEN"),
                "--api-base", List.of("X0X_API_BASE"),
                "--ack-ms", List.of("ACK_MS"));
        return new CommandLineRunner(environment, variables).run(root, arguments);
    }
}
