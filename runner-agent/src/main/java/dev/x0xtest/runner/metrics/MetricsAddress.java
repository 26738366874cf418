package dev.x0xtest.runner.metrics;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.ListenAddress;
import java.net.InetSocketAddress;

/** Reads the address of {@code --metrics}. */
public final class MetricsAddress {
    private MetricsAddress() {}

    /**
     * The address to listen at. Resolves no name but {@code localhost}.
     *
     * @param beyond whether an address other than loopback may be used
     * @throws UsageException with one line that says what to write
     */
    public static InetSocketAddress parse(String option, String text, boolean beyond) {
        InetSocketAddress at = ListenAddress.parse(option, "127.0.0.1:9464", text);
        if (!at.getAddress().isLoopbackAddress() && !beyond) {
            throw new UsageException(option + ": " + at.getAddress().getHostAddress()
                    + " is not loopback: others could read the metrics, without a password; if that is meant, add "
                    + option + "-beyond-loopback");
        }
        return at;
    }
}
