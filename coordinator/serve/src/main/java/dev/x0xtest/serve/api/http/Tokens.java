package dev.x0xtest.serve.api.http;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.serve.api.message.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may ask what, by token. Only the SHA-256 of each token is kept: a dump of the memory has none. Immutable.
 *
 * <p>A file has a line for each: {@code NAME ROLE TOKEN}, where the role is reader or operator, and the token is the token
 * itself or {@code sha256:} and the hexadecimal SHA-256 of it. Empty lines and those that begin with {@code #} are skipped.
 */
public final class Tokens {
    private static final int MOST = 256;
    private static final int SHORTEST = 16;
    private static final int LONGEST = 512;
    private static final String HASHED = "sha256:";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern TOKEN = Pattern.compile("[!-~]{" + SHORTEST + "," + LONGEST + "}");

    private final List<Entry> entries;

    private record Entry(Caller caller, HexHash hash) {}

    /** The hash of a token. */
    private record HexHash(String hex) {
        byte[] bytes() {
            return hex.getBytes(StandardCharsets.US_ASCII);
        }
    }

    private Tokens(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads the lines of a file.
     *
     * @param source its name, for messages
     * @throws UsageException in one line that never contains a token
     */
    public static Tokens parse(String source, String text) {
        List<Entry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Entry entry = entry(source + ", line " + number, line.strip().split("\\s+"));
            if (!names.add(entry.caller().name())) {
                throw new UsageException(source + ", line " + number + ": the name stands there twice");
            }
            entries.add(entry);
        }
        if (entries.isEmpty() || entries.size() > MOST) {
            throw new UsageException(source + ": write 1 to " + MOST + " lines NAME ROLE TOKEN");
        }
        return new Tokens(entries);
    }

    private static Entry entry(String place, String[] words) {
        if (words.length != 3) {
            throw new UsageException(place + ": write NAME ROLE TOKEN");
        }
        if (!NAME.matcher(words[0]).matches()) {
            throw new UsageException(place + ": a name has up to 64 letters, digits, '.', '_', '@' and '-'");
        }
        Caller.Role role = switch (words[1]) {
            case "reader" -> Caller.Role.READER;
            case "operator" -> Caller.Role.OPERATOR;
            default -> throw new UsageException(place + ": the role is to be reader or operator");
        };
        return new Entry(new Caller(words[0], role, true), hash(place, words[2]));
    }

    private static HexHash hash(String place, String token) {
        if (token.startsWith(HASHED)) {
            String hex = token.substring(HASHED.length()).toLowerCase(Locale.ROOT);
            if (!HASH.matcher(hex).matches()) {
                throw new UsageException(place + ": sha256: is followed by 64 hexadecimal digits");
            }
            return new HexHash(hex);
        }
        if (!TOKEN.matcher(token).matches()) {
            throw new UsageException(
                    place + ": a token has " + SHORTEST + " to " + LONGEST + " printable ASCII characters");
        }
        return sha256(token);
    }

    private static HexHash sha256(String token) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return new HexHash(HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whose token this is. Takes as long whether it is one or not, and whichever it is. */
    Optional<Caller> find(String token) {
        byte[] wanted = sha256(token).bytes();
        Caller found = null;
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(wanted, entry.hash().bytes())) {
                found = entry.caller();
            }
        }
        return Optional.ofNullable(found);
    }
}
