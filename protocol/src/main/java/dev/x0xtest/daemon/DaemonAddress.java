package dev.x0xtest.daemon;

import dev.x0xtest.wire.WireException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of an x0xd: exactly {@code http://host:port}. The constructor refuses anything else with an
 * {@code IllegalArgumentException} whose message is one line for a person.
 */
public record DaemonAddress(URI base) {
    private static final String WRITE = "write http://HOST:PORT, such as http://127.0.0.1:12700";
    private static final Pattern FORM =
            Pattern.compile("(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?(?<authority>[^/?#]*)(?<rest>.*)");
    private static final Pattern HOST_PORT = Pattern.compile("(?<host>\\[[^\\]]*\\]|[^:\\[\\]]*)(?::(?<port>.*))?");

    public DaemonAddress {
        if (!"http".equalsIgnoreCase(base.getScheme()) || base.getHost() == null || base.getPort() < 1) {
            throw new IllegalArgumentException("'" + base + "' is not of the form http://HOST:PORT");
        }
        base = URI.create("http://" + base.getHost() + ":" + port(base.toString(), Integer.toString(base.getPort())));
    }

    /**
     * Reads an address that a person wrote.
     *
     * @throws IllegalArgumentException with one line that says what is wrong and what to write
     */
    public static DaemonAddress parse(String text) {
        String given = text.strip();
        if (given.isEmpty()) {
            throw new IllegalArgumentException("the address is empty: " + WRITE);
        }
        Matcher parts = FORM.matcher(given);
        if (!parts.matches()) {
            throw new IllegalArgumentException(WireException.quote(given) + " is not an address: " + WRITE);
        }
        String scheme =
                parts.group("scheme") == null ? "" : parts.group("scheme").toLowerCase(Locale.ROOT);
        String authority = parts.group("authority");
        if (authority.contains("@")) {
            // Not quoted: a password may stand in front of the @.
            throw new IllegalArgumentException("the address has a user name: "
                    + write(authority.substring(authority.lastIndexOf('@') + 1))
                    + ", and give the token with --api-token-file");
        }
        refuseScheme(WireException.quote(given), scheme, authority);
        DaemonAddress address = at(WireException.quote(given), authority);
        String rest = parts.group("rest");
        if (!rest.isEmpty() && !rest.equals("/")) {
            String what = rest.startsWith("/") ? "path" : rest.startsWith("?") ? "query" : "fragment";
            throw new IllegalArgumentException(
                    WireException.quote(given) + " has a " + what + " after the port: write " + address);
        }
        return address;
    }

    private static void refuseScheme(String quoted, String scheme, String authority) {
        if (scheme.equals("https")) {
            throw new IllegalArgumentException(quoted + " is https, but x0xd speaks plain http: " + write(authority));
        }
        if (scheme.isEmpty()) {
            throw new IllegalArgumentException(quoted + " does not start with http://: " + write(authority));
        }
        if (!scheme.equals("http")) {
            throw new IllegalArgumentException(quoted + " starts with " + scheme + "://: " + WRITE);
        }
    }

    /** What to write instead, if it is clear which host and port are meant. */
    private static String write(String authority) {
        try {
            return "write " + at("", authority);
        } catch (IllegalArgumentException e) {
            return WRITE;
        }
    }

    private static DaemonAddress at(String quoted, String authority) {
        Matcher parts = HOST_PORT.matcher(authority);
        if (!parts.matches() || !hostName(parts.group("host"))) {
            throw new IllegalArgumentException(quoted + " has no valid host name: " + WRITE);
        }
        String host = parts.group("host");
        String port = parts.group("port");
        if (port == null || port.isEmpty()) {
            throw new IllegalArgumentException(quoted + " has no port: write http://" + host + ":12700");
        }
        return new DaemonAddress(URI.create("http://" + host + ":" + port(quoted, port)));
    }

    private static boolean hostName(String host) {
        try {
            return !host.isEmpty() && new URI("http://" + host + ":1").getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static int port(String quoted, String text) {
        if (!text.matches("\\d+")) {
            throw new IllegalArgumentException(quoted + ": a port is a number, not " + WireException.quote(text));
        }
        int port = text.length() > 5 ? -1 : Integer.parseInt(text);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(quoted + ": a port must be between 1 and 65535, not " + text);
        }
        return port;
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
