package dev.x0xtest.serve.api;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.TextFile;
import dev.x0xtest.daemon.Causes;
import dev.x0xtest.serve.api.http.Gate;
import dev.x0xtest.serve.api.http.Tokens;
import dev.x0xtest.serve.api.message.Caller;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What is in the files of the settings, read at one time. Immutable.
 *
 * @param tls null: no encryption
 */
record Secrets(Gate gate, @Nullable SslContext tls) {
    /**
     * Reads the files.
     *
     * @throws UsageException if one cannot be read, or holds something else: one line
     */
    static Secrets read(ApiSettings settings) {
        Path file = settings.tokens();
        Tokens tokens = file == null ? null : Tokens.parse("tokens file " + file, TextFile.read(file));
        SslContext tls = tls(settings);
        Gate gate = new Gate(
                settings.hosts(),
                settings.beyondLoopback(),
                tls != null,
                tokens,
                settings.localOperator() ? Caller.Role.OPERATOR : Caller.Role.READER);
        return new Secrets(gate, tls);
    }

    private static @Nullable SslContext tls(ApiSettings settings) {
        Path certificate = settings.certificate();
        Path key = settings.key();
        if (certificate == null || key == null) {
            return null;
        }
        try {
            return SslContextBuilder.forServer(bytes(certificate), bytes(key))
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (SSLException | RuntimeException e) {
            if (e instanceof UsageException usage) {
                throw usage;
            }
            throw new UsageException("the certificate " + certificate + " and its key " + key + " cannot be used: "
                    + Causes.text(Causes.root(e)));
        }
    }

    private static ByteArrayInputStream bytes(Path file) {
        return new ByteArrayInputStream(TextFile.read(file).getBytes(StandardCharsets.UTF_8));
    }
}
