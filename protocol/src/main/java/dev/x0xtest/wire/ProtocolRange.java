package dev.x0xtest.wire;

/** The versions of our protocol that a party speaks, both ends included. An upstream party announces none. */
public record ProtocolRange(int min, int max) {
    /** The versions that this build speaks, as a runner and as a coordinator. */
    public static final ProtocolRange OURS = new ProtocolRange(1, 1);

    /** Whether both parties have a version in common. */
    public boolean overlaps(ProtocolRange other) {
        return Math.max(min, other.min) <= Math.min(max, other.max);
    }

    /** For messages to people: {@code 1}, or {@code 1 to 3}. */
    public String text() {
        return min == max ? Integer.toString(min) : min + " to " + max;
    }
}
