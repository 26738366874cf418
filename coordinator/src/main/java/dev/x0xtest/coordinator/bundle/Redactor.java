package dev.x0xtest.coordinator.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes secrets from what is shown to others: known ones wherever they stand, plain, in hex and in base64; and what looks
 * like one in free text. Counts what it removed.
 */
final class Redactor {
    static final String REMOVED = "[removed]";

    /** A shorter text occurs by chance. */
    private static final int SHORTEST = 6;

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN [A-Z0-9 ]+-----.*?(-----END [A-Z0-9 ]+-----|\\z)", Pattern.DOTALL);
    private static final String SECRET_NAME =
            "[a-z0-9_.-]*(?:token|passw(?:or)?d|passphrase|secret|credential|api[_-]?key|private[_-]?key)[a-z0-9_.-]*";
    private static final Pattern SECRET_KEY = Pattern.compile("(?i)" + SECRET_NAME);
    /** The name, what stands between, and the value. */
    private static final Pattern PAIR = Pattern.compile("(?i)(\\b" + SECRET_NAME
            + "[\"']?\\s*[=:]\\s*+)(?!\\Q[removed]\\E)(\"[^\"]*\"|'[^']*'|[^\\s,;&\"'}\\])]+)");

    private static final Pattern AUTHORIZATION =
            Pattern.compile("(?i)(\\bauthorization[\"']?\\s*[=:]\\s*+)(?!\\Q[removed]\\E)[^\\r\\n]+");
    private static final Pattern BEARER =
            Pattern.compile("(?i)(\\b(?:bearer|basic)\\s++)(?!\\Q[removed]\\E)[a-z0-9._~+/=-]{8,}");
    private static final Pattern JWT = Pattern.compile("\\beyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*");
    private static final Pattern USER_INFO = Pattern.compile("(://)[^/@\\s\"']+(@)");
    private static final String SSH_NAMES =
            "ProxyCommand|ProxyJump|IdentityFile|IdentityAgent|CertificateFile|LocalCommand"
                    + "|RemoteCommand|SetEnv|SendEnv|UserKnownHostsFile|GlobalKnownHostsFile|PKCS11Provider|PasswordAuthentication";
    private static final Pattern SSH_OPTION =
            Pattern.compile("(\\s-o\\s*+)(?!\\Q[removed]\\E)[A-Za-z0-9]+[= ][^\\r\\n]*?"
                    + "(?=\\s-[a-zA-Z]\\b|[\\r\\n]|$)|(\\s-i\\s*+)(?!\\Q[removed]\\E)\\S+");
    private static final Pattern SSH_SETTING =
            Pattern.compile("(?i)(\\b(?:" + SSH_NAMES + ")\\b[= ]++)(?!\\Q[removed]\\E)[^\\r\\n]+");
    private static final Pattern HEX = Pattern.compile("(?<![0-9a-fA-F])[0-9a-fA-F]{64,}(?![0-9a-fA-F])");
    private static final Pattern CODED = Pattern.compile("[A-Za-z0-9+/_-]{16,}={0,2}");
    /** Members whose whole value is an id or a digest. */
    private static final Pattern ID_KEY = Pattern.compile(
            "(?i).*(id|aid|sha256|sender|digest|marker|coordinator|hash|holder|instance|by|from|to|machine|agent|nonce)");

    private final List<String> known;
    private final Set<String> ids;
    private int removed;

    /**
     * A redactor.
     *
     * @param secrets known ones; those of less than six characters are ignored
     * @param ids agent and machine ids, in 64 hex characters, which are no secrets
     */
    Redactor(Collection<String> secrets, Set<String> ids) {
        this.ids = Set.copyOf(ids);
        // The longest first: one may contain another.
        Set<String> forms = new TreeSet<>((left, right) ->
                left.length() == right.length() ? left.compareTo(right) : right.length() - left.length());
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST) {
                forms.addAll(forms(secret));
            }
        }
        this.known = List.copyOf(forms);
    }

    private static List<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String hex = HexFormat.of().formatHex(bytes);
        List<String> forms = new ArrayList<>(List.of(secret, hex, hex.toUpperCase(java.util.Locale.ROOT)));
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String coded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // The characters at both ends also hold bits of the neighbours.
            int from = before == 0 ? 0 : before + 1;
            int to = shifted.length % 3 == 0 ? coded.length() : coded.length() - 1;
            if (to - from >= SHORTEST) {
                String inner = coded.substring(from, to);
                forms.add(inner);
                forms.add(inner.replace('+', '-').replace('/', '_'));
            }
        }
        return forms;
    }

    /** How often something was removed. */
    int removed() {
        return removed;
    }

    /** Free text without secrets. */
    String text(String text) {
        String clean = plain(text);
        Matcher coded = CODED.matcher(clean);
        return coded.replaceAll(found -> Matcher.quoteReplacement(hides(found.group()) ? count() : found.group()));
    }

    private String plain(String text) {
        String clean = text;
        for (String secret : known) {
            int at = clean.indexOf(secret);
            while (at >= 0) {
                clean = clean.substring(0, at) + count() + clean.substring(at + secret.length());
                at = clean.indexOf(secret, at + REMOVED.length());
            }
        }
        clean = replaced(PEM, clean);
        clean = replaced(AUTHORIZATION, clean);
        clean = replaced(BEARER, clean);
        clean = replaced(JWT, clean);
        clean = replaced(PAIR, clean);
        clean = replaced(SSH_OPTION, clean);
        clean = replaced(SSH_SETTING, clean);
        clean = replaced(USER_INFO, clean);
        return HEX.matcher(clean)
                .replaceAll(found -> ids.contains(found.group()) ? found.group() : Matcher.quoteReplacement(count()));
    }

    private String count() {
        removed++;
        return REMOVED;
    }

    /** Keeps the first group, which is the name, and the last one of an address. */
    private String replaced(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll(found -> {
            StringBuilder kept = new StringBuilder();
            String last = "";
            for (int group = 1; group <= found.groupCount(); group++) {
                String part = found.group(group);
                if (part != null && part.equals("@")) {
                    last = part;
                } else if (part != null && kept.length() == 0 && pattern != PEM) {
                    kept.append(part);
                }
            }
            return Matcher.quoteReplacement(kept + count() + last);
        });
    }

    /** Whether a text that may be base64 or hex is one that holds a secret. */
    private boolean hides(String coded) {
        if (ids.contains(coded)) {
            return false;
        }
        for (byte[] bytes : decoded(coded)) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            boolean printable =
                    text.chars().allMatch(one -> (one >= 32 && one < 127) || one == 10 || one == 13 || one == 9);
            if (printable && !text.isEmpty()) {
                int before = removed;
                boolean changed = !plain(text).equals(text);
                removed = before;
                if (changed) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<byte[]> decoded(String coded) {
        List<byte[]> all = new ArrayList<>();
        String bare = coded.replace("=", "").replace('-', '+').replace('_', '/');
        try {
            all.add(Base64.getDecoder().decode(bare));
        } catch (IllegalArgumentException e) {
            // Not base64.
        }
        if (coded.length() % 2 == 0 && coded.matches("[0-9a-fA-F]+")) {
            all.add(HexFormat.of().parseHex(coded));
        }
        return all;
    }

    /** JSON without secrets: the names of members, and all texts. */
    JsonNode json(JsonNode node) {
        return json("", node);
    }

    private JsonNode json(String key, JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode clean = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(member -> clean.set(text(member.getKey()), json(member.getKey(), member.getValue())));
            return clean;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode clean = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> clean.add(json(key, element)));
            return clean;
        }
        return node.isTextual() ? JsonNodeFactory.instance.textNode(value(key, node.textValue())) : node;
    }

    private String value(String key, String text) {
        if (SECRET_KEY.matcher(key).matches() && !text.isEmpty()) {
            return count();
        }
        boolean id = HEX.matcher(text).matches() && ID_KEY.matcher(key).matches();
        return id && known.stream().noneMatch(text::contains) ? text : text(text);
    }
}
