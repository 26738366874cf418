package dev.x0xtest.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of frames that have a marker of their own; docs/protocol.md, first table. */
public enum FrameKind {
    COMMAND("cmd"),
    RESULT("res"),
    RESULT_CHUNK("res2"),
    HOP("hop");

    private static final List<FrameKind> KINDS = List.of(values());

    private final String marker;

    @SuppressWarnings("ImmutableEnumChecker") // never handed out and never written
    private final byte[] prefix;

    FrameKind(String marker) {
        this.marker = marker;
        this.prefix = (FrameText.PREFIX + marker + "|").getBytes(StandardCharsets.US_ASCII);
    }

    /** The second field of such a frame. */
    public String marker() {
        return marker;
    }

    /** The length in bytes of prefix, marker and the bars behind them. */
    public int prefixBytes() {
        return prefix.length;
    }

    /** Whether the payload of a DM begins as such a frame does; looks at nothing behind the marker. */
    public boolean begins(byte[] payload) {
        return payload.length >= prefix.length && Arrays.equals(payload, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** The kind of a marker; empty for the request id of a legacy message. */
    public static Optional<FrameKind> of(String marker) {
        for (FrameKind kind : KINDS) {
            if (kind.marker.equals(marker)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
