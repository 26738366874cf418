package dev.x0xtest.coordinator.command.options;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.Given;
import dev.x0xtest.coordinator.fleet.Fleet;
import dev.x0xtest.coordinator.fleet.FleetFile;
import dev.x0xtest.coordinator.fleet.TokenFleet;
import dev.x0xtest.wire.NetworkName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which fleet a command is about; a picocli mixin. */
public final class FleetOptions {
    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--fleet",
            paramLabel = "FILE",
            description = "The fleet file: nodes, their agent ids, anchors, and how its hosts are reached.")
    private @Nullable Path fleet;

    @Option(
            names = "--tokens-file",
            paramLabel = "FILE",
            description = "One of upstream's token files instead of a fleet file (TEST_NYC_IP=…, TEST_NYC_TK=…)."
                    + " Environment: X0X_TOKENS_FILE.")
    private @Nullable Path tokens;

    @Option(
            names = "--ssh-user",
            paramLabel = "USER",
            defaultValue = "root",
            description = "The user on the hosts of --tokens-file (default: ${DEFAULT-VALUE}).")
    private String user = "";

    /** Names the option, because the value may come from a variable that is always set. */
    public static void requireTokens(Path file) {
        if (Files.notExists(file)) {
            throw new UsageException("--tokens-file: " + file + ": no such file");
        }
    }

    /**
     * The fleet; empty when none is given.
     *
     * @throws UsageException one clear line
     */
    public Optional<Fleet> fleet(NetworkName network) {
        Path file = fleet;
        Path tokensFile = tokens;
        if (file != null && Given.option(command, "--tokens-file")) {
            throw new UsageException("--fleet and --tokens-file exclude each other");
        }
        if (file != null) {
            if (Files.notExists(file)) {
                throw new UsageException("--fleet: " + file + ": no such file; `x0xtest fleet import` makes one");
            }
            return Optional.of(FleetFile.read(file));
        }
        // A variable that is always set must not turn a run against an address given here into one over ssh.
        boolean here = Given.option(command, "--api-base") || Given.option(command, "--api-token-file");
        if (tokensFile == null || (here && !Given.option(command, "--tokens-file"))) {
            return Optional.empty();
        }
        requireTokens(tokensFile);
        return Optional.of(TokenFleet.read(tokensFile, network, user));
    }
}
