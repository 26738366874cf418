package dev.x0xtest.serve.alert.sink;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** An address whose path, query or user may be a key: only its host is ever shown. Immutable. */
public final class SecretUrl {
    private final URI uri;
    private final Optional<String> authorization;

    private SecretUrl(URI uri, Optional<String> authorization) {
        this.uri = uri;
        this.authorization = authorization;
    }

    /**
     * Reads an {@code http} or {@code https} address. A user and password in it become a header.
     *
     * @throws IllegalArgumentException if it is none, in words that do not repeat it
     */
    public static SecretUrl parse(String text) {
        try {
            URI given = new URI(text.strip());
            String scheme = String.valueOf(given.getScheme());
            if (given.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
                throw new IllegalArgumentException("not an address such as https://host/path");
            }
            String user = given.getUserInfo();
            URI bare = new URI(scheme, null, given.getHost(), given.getPort(), null, null, null);
            String path = (given.getRawPath() == null || given.getRawPath().isEmpty() ? "/" : given.getRawPath())
                    + (given.getRawQuery() == null ? "" : "?" + given.getRawQuery());
            return new SecretUrl(
                    URI.create(bare + path), Optional.ofNullable(user).map(SecretUrl::basic));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not an address such as https://host/path");
        }
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    /** The same address with more behind its path. */
    SecretUrl below(String path) {
        String base = uri.toString();
        return new SecretUrl(
                URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path), authorization);
    }

    URI uri() {
        return uri;
    }

    Optional<String> authorization() {
        return authorization;
    }

    /** Its host alone. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getAuthority() + "/…";
    }
}
