package dev.x0xtest.serve.api.http;

import dev.x0xtest.serve.api.message.Answer;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Gives an answer its last form: ETag and 304, gzip, and the headers that all have. Stateless. */
final class Encoder {
    /** Nothing is loaded, nothing runs, nobody frames it. */
    private static final String POLICY =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static final int NOT_MODIFIED = 304;
    private static final int LEAST_COMPRESSED = 1024;
    private static final int TAG_BYTES = 16;
    private static final String GZIP = "gzip";
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final Pattern REFUSED = Pattern.compile(".*;\\s*q=0(?:\\.0{0,3})?\\s*(?:;.*)?");

    private Encoder() {}

    /** Status, headers and body as they are sent. */
    static final class Encoded {
        final int status;
        final HttpHeaders headers;
        final byte[] body;

        Encoded(int status, HttpHeaders headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }
    }

    /**
     * The last form of an answer.
     *
     * @param reads whether the request was GET or HEAD
     */
    static Encoded encode(Answer answer, HttpHeaders request, boolean reads) {
        HttpHeaders headers = common();
        answer.headers().forEach(headers::set);
        boolean kept = reads && answer.stored() && answer.status() == 200;
        headers.set(HttpHeaderNames.CACHE_CONTROL, kept ? "private, no-cache" : "no-store");
        if (reads) {
            headers.set(HttpHeaderNames.VARY, "Accept, Accept-Encoding, Authorization");
        }
        if (kept) {
            String tag = tag(answer);
            headers.set(HttpHeaderNames.ETAG, tag);
            if (matches(request.getAll(HttpHeaderNames.IF_NONE_MATCH), tag)) {
                return new Encoded(NOT_MODIFIED, headers, new byte[0]);
            }
        }
        byte[] body = answer.body();
        if (body.length > 0) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, answer.type());
        }
        if (body.length >= LEAST_COMPRESSED && !answer.type().equals("image/png") && takesGzip(request)) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, GZIP);
            body = gzip(body);
        }
        return new Encoded(answer.status(), headers, body);
    }

    /** What every answer has, also the head of a stream. */
    static HttpHeaders common() {
        return new DefaultHttpHeaders()
                .set("X-Content-Type-Options", "nosniff")
                .set("Content-Security-Policy", POLICY)
                .set("Cross-Origin-Resource-Policy", "same-origin")
                .set("Referrer-Policy", "no-referrer")
                .set("X-Frame-Options", "DENY");
    }

    /** Weak: the same for all encodings. */
    private static String tag(Answer answer) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(answer.type().getBytes(StandardCharsets.UTF_8));
            byte[] hash = digest.digest(answer.essence());
            return "W/\"" + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static boolean matches(Iterable<String> given, String tag) {
        String value = tag.substring("W/".length());
        for (String line : given) {
            for (String one : COMMA.split(line.strip(), -1)) {
                if (one.equals("*") || one.equals(tag) || one.equals(value)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean takesGzip(HttpHeaders request) {
        return request.getAll(HttpHeaderNames.ACCEPT_ENCODING).stream()
                .flatMap(line -> Arrays.stream(COMMA.split(line.strip(), -1)))
                .anyMatch(one -> (one.equals(GZIP) || one.startsWith(GZIP + ";"))
                        && !REFUSED.matcher(one).matches());
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream out = new FastGzip(bytes)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** Reports shrink to a twentieth even so, and a large one takes a third of the time. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(ByteArrayOutputStream bytes) throws IOException {
            super(bytes);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
