package dev.x0xtest.cli.options;

import dev.x0xtest.cli.UsageException;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an address to listen at. */
public final class ListenAddress {
    private static final Pattern FORM = Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[^:\\[\\]\\s]+):(?<port>\\d{1,5})");
    private static final int MOST_PORT = 65_535;

    private ListenAddress() {}

    /**
     * The address. Resolves no name but {@code localhost}.
     *
     * @param example what to write, for the message
     * @throws UsageException with one line that says what to write
     */
    public static InetSocketAddress parse(String option, String example, String text) {
        Matcher parts = FORM.matcher(text.strip());
        int port = parts.matches() ? Integer.parseInt(parts.group("port")) : -1;
        InetAddress host = port < 0 || port > MOST_PORT ? null : address(parts.group("host"));
        if (host == null) {
            throw new UsageException(
                    option + ": write an IP address and a port, such as " + example + "; port 0 takes a free one");
        }
        return new InetSocketAddress(host, port);
    }

    private static @Nullable InetAddress address(String host) {
        return host.equals("localhost")
                ? InetAddress.getLoopbackAddress()
                : NetUtil.createInetAddressFromIpAddressString(host);
    }
}
