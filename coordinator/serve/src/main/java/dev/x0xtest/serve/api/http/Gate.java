package dev.x0xtest.serve.api.http;

import dev.x0xtest.serve.api.message.Caller;
import dev.x0xtest.serve.api.message.Problem;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may ask. A page of another site can make a browser on this machine ask: {@code Host} tells it apart where a name
 * was pointed at this machine, {@code Origin} where the page asks across sites. Immutable.
 *
 * @param hosts names that {@code Host} may have beside those of loopback; empty with {@code anyHost}: any
 * @param anyHost whether {@code Host} may be anything: only where everybody needs a token
 * @param tls whether the connection is encrypted
 * @param tokens null: nobody has one
 * @param local what a caller without a token may do, where there are no tokens
 */
public record Gate(
        Set<String> hosts,
        boolean anyHost,
        boolean tls,
        @Nullable Tokens tokens,
        Caller.Role local) {
    private static final Pattern HOST =
            Pattern.compile("(?<name>\\[[0-9a-f:.]{2,45}]|[a-z0-9._-]{1,253})(?::(?<port>\\d{1,5}))?");
    private static final Pattern ORIGIN = Pattern.compile("https?://(?<name>[a-z0-9._-]{1,253})(?::\\d{1,5})?");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[::1]|\\[(?:0{1,4}:){7}0{0,3}1]");
    private static final String BEARER = "bearer ";

    public Gate {
        hosts = Set.copyOf(hosts);
    }

    /**
     * Checks where a request comes from.
     *
     * @throws Problem 400 or 403
     */
    void checkPlace(HttpHeaders headers, boolean acts) {
        List<String> given = headers.getAll(HttpHeaderNames.HOST);
        String host = given.size() == 1 ? given.get(0).toLowerCase(Locale.ROOT) : "";
        Matcher parts = HOST.matcher(host);
        if (!parts.matches()) {
            throw new Problem(400, "the header Host is missing, doubled or malformed");
        }
        String name = parts.group("name");
        if (!anyHost && !LOOPBACK.matcher(name).matches() && !hosts.contains(name)) {
            throw new Problem(403, "this Host is not answered for; --allow-host adds a name");
        }
        checkOrigin(headers, host, acts);
    }

    /** Programs send neither header; browsers send at least one. */
    private void checkOrigin(HttpHeaders headers, String host, boolean acts) {
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        String site = headers.get("Sec-Fetch-Site", "none");
        boolean foreign = origin == null
                ? acts && !site.equals("none") && !site.equals("same-origin")
                : !origin.toLowerCase(Locale.ROOT).equals((tls ? "https://" : "http://") + host)
                        && !fromAllowed(origin);
        if (foreign) {
            throw new Problem(403, "a page of another origin may not ask");
        }
    }

    /** A proxy may end the encryption, and may put its own name into Host or leave that of the client. */
    private boolean fromAllowed(String origin) {
        Matcher parts = ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
        return parts.matches() && hosts.contains(parts.group("name"));
    }

    /**
     * Who asks; a caller with the role NOBODY where a token is missing.
     *
     * @throws Problem 401 for a token that is none
     */
    Caller caller(HttpHeaders headers) {
        List<String> given = headers.getAll(HttpHeaderNames.AUTHORIZATION);
        if (tokens == null) {
            return Caller.unknown(local);
        }
        if (given.isEmpty()) {
            return Caller.unknown(Caller.Role.NOBODY);
        }
        String text = given.get(0);
        boolean bearer = text.regionMatches(true, 0, BEARER, 0, BEARER.length());
        Optional<Caller> found =
                bearer && given.size() == 1 ? tokens.find(text.substring(BEARER.length())) : Optional.empty();
        return found.orElseThrow(() -> unauthorized("this token is not known"));
    }

    /**
     * Lets the caller pass.
     *
     * @throws Problem 401 without a token, 403 with one that does not permit it
     */
    void admit(Caller caller, Caller.Role needed) {
        if (caller.may(needed)) {
            return;
        }
        if (caller.role() == Caller.Role.NOBODY) {
            throw unauthorized("a token is needed: Authorization: Bearer TOKEN");
        }
        throw new Problem(
                403,
                tokens == null
                        ? "orders need --tokens or --local-operator"
                        : "the role of this token is reader; this needs operator");
    }

    private static Problem unauthorized(String detail) {
        return new Problem(401, detail).header("WWW-Authenticate", "Bearer realm=\"x0xtest\"");
    }
}
