package dev.x0xtest.serve.api;

import dev.x0xtest.serve.api.http.Limits;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where and for whom the API is served, checked by {@link ApiOptions}. Immutable.
 *
 * @param listen port 0 takes a free one
 * @param certificate chain in PEM; null: no encryption
 * @param key of the certificate in PEM; null exactly where {@code certificate} is
 * @param tokens the file; null: there are none
 * @param localOperator whether everybody on this machine may give orders; only without tokens
 * @param hosts names that {@code Host} may have beside those of loopback, in lower case
 */
public record ApiSettings(
        InetSocketAddress listen,
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable Path tokens,
        boolean localOperator,
        Set<String> hosts,
        Limits limits) {
    public ApiSettings {
        hosts = Set.copyOf(hosts);
    }

    /** Whether others than this machine can reach it. */
    boolean beyondLoopback() {
        return !listen.getAddress().isLoopbackAddress();
    }
}
