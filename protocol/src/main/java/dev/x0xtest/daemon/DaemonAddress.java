package dev.x0xtest.daemon;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * The address of an x0xd: exactly {@code http://host:port}. The constructor refuses anything else with an
 * {@code IllegalArgumentException} whose message is one line for a person.
 */
public record DaemonAddress(URI base) {

    public DaemonAddress {
        String path = base.getRawPath();
        boolean plain = "http".equals(base.getScheme())
                && base.getHost() != null
                && base.getPort() > 0
                && base.getPort() <= 65535
                && base.getRawUserInfo() == null
                && base.getRawQuery() == null
                && base.getRawFragment() == null
                && (path == null || path.isEmpty() || path.equals("/"));
        if (!plain) {
            throw new IllegalArgumentException("'" + base + "' is not of the form http://host:port");
        }
        base = URI.create("http://" + base.getHost() + ":" + base.getPort());
    }

    public static DaemonAddress parse(String text) {
        try {
            return new DaemonAddress(new URI(text.strip()));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is not of the form http://host:port", e);
        }
    }

    /** Host and port for the Host header. */
    public String authority() {
        return base.getHost() + ":" + base.getPort();
    }

    /** The address, unresolved; connecting resolves it. */
    InetSocketAddress socketAddress() {
        String host = base.getHost();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return InetSocketAddress.createUnresolved(bare, base.getPort());
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
