package dev.x0xtest.daemon.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds paths of x0xd's REST API and escapes their parts. */
public final class DaemonPaths {
    private DaemonPaths() {}

    /** {@code of("groups", id, "members")} is {@code /groups/<id>/members}. Slashes and dots in a part are escaped. */
    public static String of(String... parts) {
        return Stream.of(parts).map(DaemonPaths::encoded).collect(Collectors.joining("/", "/", ""));
    }

    private static String encoded(String part) {
        String encoded = URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
        return encoded.equals(".") || encoded.equals("..") ? encoded.replace(".", "%2E") : encoded;
    }
}
