package dev.x0xtest.coordinator.fleet;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.coordinator.tunnel.SshRead;
import dev.x0xtest.daemon.TokenSource;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Finds the tokens of one network's daemons: in files here or on the hosts. */
public final class FleetTokens {
    private final String source;
    private final Network network;

    /** {@code source}: the file of the fleet, for messages. */
    public FleetTokens(String source, Network network) {
        this.source = source;
        this.network = network;
    }

    /**
     * The token of a node's daemon. The supplier reads it from a local file, or over ssh in at most 15 s. The
     * source reads it from there again when the daemon refuses it.
     *
     * @return throws {@link EnvironmentException} with one line if the token cannot be read
     * @throws UsageException if the fleet does not say where its tokens are
     */
    public Supplier<TokenSource> of(FleetNode node) {
        Network.TokenPlace place = network.tokens();
        if (place == null) {
            throw new UsageException(source + " does not say where the tokens of network "
                    + network.name().text() + " are: add token-file, tokens-file or token-on-host to it,"
                    + " or give --api-token-file");
        }
        if (place instanceof Network.TokenPlace.File file) {
            return () -> readable(TokenSource.file(file.of(node.label())));
        }
        if (place instanceof Network.TokenPlace.Tokens tokens) {
            String where = tokens.file() + " for " + node.label().text();
            return () -> reread(() -> listed(tokens.file(), node), where, Runnable::run);
        }
        String path = ((Network.TokenPlace.OnHost) place).path();
        return () -> reread(
                () -> SshRead.file(node.label().text(), node.ssh(), path),
                path + " on " + node.label().text(),
                FleetTokens::onThread);
    }

    private static TokenSource reread(TokenSource.Reader reader, String where, Executor executor) {
        return readable(TokenSource.reread(reader.read(), reader, where, executor));
    }

    /** ssh takes its time, and its reader waits for a task of the common pool. */
    private static void onThread(Runnable task) {
        Thread thread = new Thread(task, "token");
        thread.setDaemon(true);
        thread.start();
    }

    private String listed(Path file, FleetNode node) {
        TokensFile.Entry entry;
        try {
            entry = TokensFile.read(file).nodes(network.name()).get(node.label());
        } catch (UsageException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e); // the file may exist at the next attempt
        }
        String token = entry == null ? null : entry.token();
        if (token == null) {
            throw new EnvironmentException(
                    file + " has no token for " + node.label().text() + " in network "
                            + network.name().text(),
                    null);
        }
        return token;
    }

    private static TokenSource readable(TokenSource token) {
        try {
            token.current();
            return token;
        } catch (TokenSource.TokenException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        }
    }
}
