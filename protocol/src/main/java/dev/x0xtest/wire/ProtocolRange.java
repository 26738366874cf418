package dev.x0xtest.wire;

/** The versions of our own protocol that a party speaks, both included; upstream says none and speaks none of them. */
public record ProtocolRange(int min, int max) {
    /** What this build speaks, as runner and as coordinator. */
    public static final ProtocolRange OURS = new ProtocolRange(1, 1);

    /** Whether there is a version that both speak. */
    public boolean overlaps(ProtocolRange other) {
        return Math.max(min, other.min) <= Math.min(max, other.max);
    }

    /** For a person: {@code 1}, or {@code 1 to 3}. */
    public String text() {
        return min == max ? Integer.toString(min) : min + " to " + max;
    }
}
