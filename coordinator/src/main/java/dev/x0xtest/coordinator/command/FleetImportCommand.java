package dev.x0xtest.coordinator.command;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.StrongRandom;
import dev.x0xtest.cli.options.Names;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.coordinator.command.options.ColorOptions;
import dev.x0xtest.coordinator.command.options.ExpectOptions;
import dev.x0xtest.coordinator.command.options.FleetOptions;
import dev.x0xtest.coordinator.command.options.NetworkOptions;
import dev.x0xtest.coordinator.fleet.Network;
import dev.x0xtest.coordinator.fleet.TokensFile;
import dev.x0xtest.coordinator.fleet.hosts.PinnedImport;
import dev.x0xtest.coordinator.matrix.Loop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a fleet file of one of upstream's token files. */
@Command(
        name = "import",
        description = "Make a fleet file from one of upstream's token files: ask every host for its agent id over ssh,"
                + " pin it, and keep each token in a private file of its own.",
        customSynopsis = "x0xtest fleet import --tokens-file=FILE [OPTION]...",
        exitCodeListHeading = "Exit status%n",
        exitCodeList = {ExitCode.Help.DONE, ExitCode.Help.USAGE, ExitCode.Help.ENVIRONMENT, ExitCode.Help.INTERNAL},
        footerHeading = "Examples%n",
        footer = {
            "  x0xtest fleet import --tokens-file .vps-tokens-test.env --anchor nyc",
            "  x0xtest fleet import --tokens-file tokens.env --out fleet.toml --update"
        },
        mixinStandardHelpOptions = true)
final class FleetImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--tokens-file",
            required = true,
            paramLabel = "FILE",
            description = "The token file (TEST_NYC_IP=…, TEST_NYC_TK=…). Environment: X0X_TOKENS_FILE.")
    private Path tokens = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "fleet.toml",
            description = "The fleet file (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    @Option(
            names = "--tokens-dir",
            paramLabel = "DIR",
            description = "Where the tokens go, a file of mode 0600 each (default: tokens, beside the fleet file).")
    private @Nullable Path tokensDirectory;

    @Option(
            names = "--anchor",
            split = ",",
            arity = "1..*",
            paramLabel = "NODE",
            description = "The nodes that runs talk to, the preferred one first (default: the first of the file).")
    private List<String> anchors = new ArrayList<>();

    @Option(
            names = "--ssh-user",
            paramLabel = "USER",
            defaultValue = "root",
            description = "The user on the hosts (default: ${DEFAULT-VALUE}).")
    private String user = "";

    @Option(
            names = "--ssh-port",
            paramLabel = "PORT",
            description = "The port of sshd on the hosts (default: ssh's own choice).")
    private @Nullable Integer port;

    @Option(names = "--ssh-option", paramLabel = "NAME=VALUE", description = "As ssh -o; repeatable.")
    private List<String> sshOptions = new ArrayList<>();

    @Option(
            names = "--api-port",
            paramLabel = "PORT",
            description = "Where x0xd listens on 127.0.0.1 of the hosts (default: 13600 for test, 12600 for prod).")
    private @Nullable Integer apiPort;

    @Option(
            names = "--update",
            description =
                    "Add to an existing fleet file, for example the hosts that did not answer before. Its comments and"
                            + " its order stay.")
    private boolean update;

    @Option(names = "--repin", description = "Replace the pin of a node that now has another agent id.")
    private boolean repin;

    @Mixin
    private ExpectOptions expect = new ExpectOptions();

    @Mixin
    private NetworkOptions networkOptions = new NetworkOptions();

    @Mixin
    private ColorOptions color = new ColorOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() throws InterruptedException {
        FleetOptions.requireTokens(tokens);
        Network usual = Network.named(networkOptions.name());
        Network network = apiPort == null ? usual : usual.at(apiPort);
        Path directory = tokensDirectory;
        Path beside = Objects.requireNonNullElse(out.toAbsolutePath().getParent(), Path.of("/"));
        PinnedImport work = new PinnedImport(
                TokensFile.read(tokens),
                network,
                out,
                directory == null ? beside.resolve("tokens") : directory,
                Names.words(anchors).stream()
                        .map(text -> Names.label("--anchor", text))
                        .toList(),
                user,
                port,
                sshOptions,
                update,
                repin);
        expect.announce(work.nodes(), spec.commandLine().getErr());
        networkOptions.banner(network).show(spec.commandLine().getErr(), color.mode());
        PinnedImport.Result result;
        try (Loop loop = Loop.start()) {
            result = work.run(loop.eventLoop(), StrongRandom.system());
        }
        result.written().forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
        if (!result.missing().isEmpty()) {
            throw new EnvironmentException(
                    "not complete: " + String.join("; ", result.missing())
                            + ". When these hosts answer, run the same command with --update",
                    null);
        }
        return ExitCode.PASS.code();
    }
}
