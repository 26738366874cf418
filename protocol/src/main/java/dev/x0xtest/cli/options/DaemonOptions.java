package dev.x0xtest.cli.options;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.launch.CommandLineRunner;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.TokenSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options for the x0xd and its token; a picocli mixin. */
public final class DaemonOptions {
    /** The environment variables of upstream's runner, for {@link CommandLineRunner}. */
    public static final Map<String, List<String>> VARIABLES =
            Map.of("--api-base", List.of("X0X_API_BASE"), "--api-token", List.of("X0X_API_TOKEN"));

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--api-base",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:12700",
            description = "REST address of the local x0xd (default: ${DEFAULT-VALUE}).")
    private String apiBase = "";

    @Option(
            names = "--api-token-file",
            paramLabel = "FILE",
            description = "The daemon's api-token file. Environment: X0X_API_TOKEN, a file or the token itself.")
    private @Nullable Path tokenFile;

    @Option(names = "--api-token", hidden = true, description = "A file or the token itself; meant for X0X_API_TOKEN.")
    private @Nullable String token;

    /**
     * The daemon's address.
     *
     * @throws UsageException if it is not of the form {@code http://host:port}
     */
    public DaemonAddress address() {
        try {
            return DaemonAddress.parse(apiBase);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--api-base: " + e.getMessage());
        }
    }

    /**
     * The configured token source. It is not read yet, because a token file may appear later.
     *
     * @throws UsageException if none is configured
     */
    public TokenSource tokenSource() {
        String fromEnvironment = token;
        if (fromEnvironment != null && !Given.option(command, "--api-token-file")) {
            return fileOrLiteral(fromEnvironment);
        }
        Path file = tokenFile;
        if (file == null) {
            throw new UsageException(
                    "no API token: give --api-token-file or set X0X_API_TOKEN (x0xd keeps it as the file"
                            + " api-token in its data directory)");
        }
        return TokenSource.file(file);
    }

    /**
     * Whether the service manager handed the token over. Such a file is a snapshot: it does not change while this
     * process runs.
     *
     * @param environment usually {@code System.getenv()}
     */
    public boolean tokenIsCredential(Map<String, String> environment) {
        String directory = environment.getOrDefault("CREDENTIALS_DIRECTORY", "");
        Path file = tokenFile;
        boolean used = token == null || Given.option(command, "--api-token-file");
        return used && file != null && directory.startsWith("/") && file.startsWith(directory);
    }

    private TokenSource fileOrLiteral(String text) {
        try {
            return TokenSource.fileOrLiteral(
                    text,
                    Surroundings.place(command, "--api-token"),
                    Surroundings.of(command).paths()::parse);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--api-token: " + e.getMessage());
        }
    }

    /**
     * The configured token source, after its token was read once.
     *
     * @throws EnvironmentException if the token cannot be read now
     */
    public TokenSource readableTokenSource() {
        TokenSource source = tokenSource();
        try {
            source.current();
            return source;
        } catch (TokenSource.TokenException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        }
    }
}
