package dev.x0xtest.daemon;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where an x0xd listens: {@code http://host:port} and nothing more. Anything else is an
 * {@code IllegalArgumentException} whose message is one clear line.
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

    /** Host and port as they go into the Host header. */
    public String authority() {
        return base.getHost() + ":" + base.getPort();
    }

    /** Not looked up yet; the connection does that. */
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
