package dev.x0xtest.runner.metrics;

import dev.x0xtest.cli.UsageException;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the address of {@code --metrics}. */
public final class MetricsAddress {
    private static final Pattern FORM = Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[^:\\[\\]\\s]+):(?<port>\\d{1,5})");
    private static final int MOST_PORT = 65_535;

    private MetricsAddress() {}

    /**
     * The address to listen at. Resolves no name but {@code localhost}.
     *
     * @param beyond whether an address other than loopback may be used
     * @throws UsageException with one line that says what to write
     */
    public static InetSocketAddress parse(String option, String text, boolean beyond) {
        Matcher parts = FORM.matcher(text.strip());
        int port = parts.matches() ? Integer.parseInt(parts.group("port")) : -1;
        InetAddress host = port < 0 || port > MOST_PORT ? null : address(parts.group("host"));
        if (host == null) {
            throw new UsageException(
                    option + ": write an IP address and a port, such as 127.0.0.1:9464; port 0 takes a" + " free one");
        }
        if (!host.isLoopbackAddress() && !beyond) {
            throw new UsageException(option + ": " + host.getHostAddress() + " is not loopback: others could read the"
                    + " metrics, without a password; if that is meant, add " + option + "-beyond-loopback");
        }
        return new InetSocketAddress(host, port);
    }

    private static @Nullable InetAddress address(String host) {
        return host.equals("localhost")
                ? InetAddress.getLoopbackAddress()
                : NetUtil.createInetAddressFromIpAddressString(host);
    }
}
