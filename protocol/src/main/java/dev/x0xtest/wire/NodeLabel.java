package dev.x0xtest.wire;

import java.util.Optional;
import java.util.regex.Pattern;

/** The label of a node in rosters, commands and reports: {@code [a-z0-9][a-z0-9._-]{0,31}}. */
public record NodeLabel(String text) implements Comparable<NodeLabel> {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}");

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException with one line for the person who typed the label
     */
    public NodeLabel {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("not a node label: " + WireException.quote(text)
                    + " (1 to 32 of a-z, 0-9, '.', '_', '-'; a letter or digit first)");
        }
    }

    public static Optional<NodeLabel> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new NodeLabel(text)) : Optional.empty();
    }

    @Override
    public int compareTo(NodeLabel other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
