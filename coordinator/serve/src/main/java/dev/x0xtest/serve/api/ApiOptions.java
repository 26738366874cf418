package dev.x0xtest.serve.api;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.ListenAddress;
import dev.x0xtest.serve.api.http.Limits;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a command that serves the API; a picocli mixin. */
public final class ApiOptions {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,252}");

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8460",
            description = "Serve the HTTP API at this IP address and port; port 0 takes a free one. Beyond loopback,"
                    + " --tls-cert, --tls-key and --tokens are needed (default: ${DEFAULT-VALUE}).")
    private String listen = "127.0.0.1:8460";

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "Encrypt the HTTP API with this certificate chain (PEM). SIGHUP reads it again.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "The key of --tls-cert (PEM, PKCS#8, no password).")
    private @Nullable Path key;

    @Option(
            names = "--tokens",
            paramLabel = "FILE",
            description = "Answer only those with a token of this file: a line NAME ROLE TOKEN each, with the role"
                    + " reader or operator, and the token itself or sha256:HEX. SIGHUP reads it again.")
    private @Nullable Path tokens;

    @Option(
            names = "--local-operator",
            description = "Without --tokens: let everybody on this machine give orders, not only read.")
    private boolean localOperator;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            split = ",",
            arity = "1..*",
            description = "Also answer requests for this host name, such as that of a proxy on this machine."
                    + " Repeatable.")
    private List<String> hosts = new ArrayList<>();

    /**
     * The settings; reads no file.
     *
     * @throws UsageException in one line, if they contradict each other or would show the API to others unprotected
     */
    public ApiSettings settings() {
        InetSocketAddress at = ListenAddress.parse("--listen", "127.0.0.1:8460", listen);
        if ((certificate == null) != (key == null)) {
            throw new UsageException("--tls-cert and --tls-key are needed together");
        }
        if (tokens != null && localOperator) {
            throw new UsageException("--local-operator is for a daemon without --tokens");
        }
        if (!at.getAddress().isLoopbackAddress() && (certificate == null || tokens == null)) {
            throw new UsageException("--listen: " + at.getAddress().getHostAddress()
                    + " is not loopback: give --tls-cert, --tls-key and --tokens as well");
        }
        return new ApiSettings(at, certificate, key, tokens, localOperator, names(), Limits.USUAL);
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>();
        for (String host : hosts) {
            String name = host.strip().toLowerCase(Locale.ROOT);
            if (!NAME.matcher(name).matches()) {
                throw new UsageException("--allow-host: write a host name without a port");
            }
            names.add(name);
        }
        return names;
    }
}
