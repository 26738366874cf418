package dev.x0xtest.daemon.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Paths of x0xd's REST, safe whatever the parts contain. */
public final class DaemonPaths {
    private DaemonPaths() {}

    /** {@code of("groups", id, "members")} is {@code /groups/<id>/members}; slashes and dots in a part lose their meaning. */
    public static String of(String... parts) {
        return Stream.of(parts).map(DaemonPaths::encoded).collect(Collectors.joining("/", "/", ""));
    }

    private static String encoded(String part) {
        String encoded = URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
        return encoded.equals(".") || encoded.equals("..") ? encoded.replace(".", "%2E") : encoded;
    }
}
