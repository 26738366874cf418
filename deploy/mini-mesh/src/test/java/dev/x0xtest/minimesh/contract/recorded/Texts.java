package dev.x0xtest.minimesh.contract.recorded;

import dev.x0xtest.minimesh.contract.mesh.Identities;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a recorded text into a pattern for the live one. Ids, keys, signatures, addresses, links and measured seconds
 * may be others of the same form. All other characters must be equal, and so must the ids of known parties.
 */
public final class Texts {
    private static final Pattern VARIABLE = Pattern.compile("(?<address>(\\d{1,3}\\.){3}\\d{1,3}:\\d{1,5})"
            + "|(?<seconds>\\d+\\.\\d{3,9}(?=s))"
            + "|(?<hex>\\b[0-9a-f]{16,}\\b)"
            + "|(?<long>[A-Za-z0-9_+/-]{100,}={0,2})"
            + "|(?<short>\\b[0-9a-f]{8}(?=…))");

    private final Identities identities;

    public Texts(Identities identities) {
        this.identities = identities;
    }

    public boolean matches(String recorded, String live) {
        String expected = identities.toLive(recorded);
        return expected.equals(live) || pattern(expected).matcher(live).matches();
    }

    private Pattern pattern(String expected) {
        StringBuilder regex = new StringBuilder();
        Matcher matcher = VARIABLE.matcher(expected);
        int end = 0;
        while (matcher.find()) {
            regex.append(Pattern.quote(expected.substring(end, matcher.start())));
            regex.append(form(matcher));
            end = matcher.end();
        }
        return Pattern.compile(regex + Pattern.quote(expected.substring(end)));
    }

    private String form(Matcher matcher) {
        String token = matcher.group();
        if (identities.knows(token)) {
            return Pattern.quote(token);
        } else if (matcher.group("address") != null) {
            return "((\\d{1,3}\\.){3}\\d{1,3}|\\[[0-9a-f:]+\\]):\\d{1,5}";
        } else if (matcher.group("seconds") != null) {
            return "\\d+\\.\\d+";
        } else if (matcher.group("long") != null) {
            return "[A-Za-z0-9_+/-]{100,}={0,2}";
        } else {
            return "[0-9a-f]{" + token.length() + "}";
        }
    }
}
