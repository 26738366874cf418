package dev.x0xtest.local;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.ListenAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The options of {@code local --serve}; a picocli mixin. */
final class ServeOptions {
    private static final String ANY_PORT = "127.0.0.1:0";

    @Option(
            names = "--serve",
            description = "Keep watch over the mesh instead, with a page to look at and a switch for faults, until"
                    + " Ctrl-C: a round every 10 s.")
    private boolean serve;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description =
                    "With --serve: where the page is, an address of loopback (default: " + ANY_PORT + ", a free port).")
    private @Nullable String listen;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "With --serve: keep history and runs there (default: a directory that goes with the mesh).")
    private @Nullable Path stateDir;

    /** Whether the mesh is to be watched. */
    boolean wanted() {
        return serve;
    }

    /**
     * Checks that the options fit together, before anything is started.
     *
     * @param oneRun options that only a single run takes
     * @throws UsageException for the first that does not
     */
    void check(CommandSpec spec, List<OptionSpec> oneRun) {
        ParseResult given = spec.commandLine().getParseResult();
        if (serve) {
            oneRun.stream()
                    .map(OptionSpec::longestName)
                    .filter(given::hasMatchedOption)
                    .findFirst()
                    .ifPresent(option -> {
                        throw new UsageException(option + " is for a single run: leave it or --serve out");
                    });
            listen();
        } else if (listen != null || stateDir != null) {
            throw new UsageException((listen != null ? "--listen" : "--state-dir") + " needs --serve");
        }
    }

    /** Options of the command that a watch does not take: those of its mixins with these names, and these options. */
    static List<OptionSpec> oneRun(CommandSpec spec, String mixin, String... options) {
        Stream<OptionSpec> mixed =
                Optional.ofNullable(spec.mixins().get(mixin)).stream().flatMap(each -> each.options().stream());
        return Stream.concat(mixed, Stream.of(options).map(spec::findOption)).toList();
    }

    /** Where to listen. */
    InetSocketAddress listen() {
        InetSocketAddress at = ListenAddress.parse("--listen", "127.0.0.1:8460", listen == null ? ANY_PORT : listen);
        if (!at.getAddress().isLoopbackAddress()) {
            throw new UsageException("--listen: " + at.getAddress().getHostAddress()
                    + " is not loopback, and whoever reaches the page may break the mesh");
        }
        return at;
    }

    /** Where to keep what is kept; {@code other} if nothing is said. */
    Path stateDir(Path other) {
        return stateDir == null ? other : stateDir.toAbsolutePath();
    }
}
