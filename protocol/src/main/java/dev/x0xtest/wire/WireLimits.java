package dev.x0xtest.wire;

import dev.x0xtest.wire.action.SendDm;

/**
 * All bounds of the wire. "Upstream" is the harness shipped with the crate x0x 0.48.1. A limit marked "ours" has no
 * counterpart there. {@code docs/protocol.md}, section Limits, lists them.
 */
public final class WireLimits {
    /** Bytes of a result frame; a larger result is sent in chunks. Upstream: tests/result_framing.py, DM_MAX_BYTES. */
    public static final int RESULT_FRAME_BYTES = 49_152;

    /** JSON bytes that fit into one such frame, computed from {@link #RESULT_FRAME_BYTES}. */
    public static final int RESULT_FRAME_JSON_BYTES = (RESULT_FRAME_BYTES - FrameKind.RESULT.prefixBytes()) / 4 * 3;

    /** Raw bytes in one chunk. Upstream: tests/result_framing.py, CHUNK_BYTES. */
    public static final int CHUNK_BYTES = 24 * 1024;

    /** JSON bytes of one chunked result. Upstream: tests/result_framing.py, MAX_RESULT_BYTES. */
    public static final int RESULT_BYTES = 4 * 1024 * 1024;

    /** JSON bytes of a result on the results topic: in base64 they fit x0xd's REST body of 1 MiB. Ours. */
    public static final int TOPIC_RESULT_BYTES = 786_000;

    /** Frames of one transfer. Upstream: tests/result_framing.py, the range check in the reassembler. */
    public static final int CHUNK_COUNT = 192;

    /** Requests awaited at once, by default. Upstream: tests/result_framing.py, MAX_REQUESTS. */
    public static final int REQUESTS = 256;

    /** Senders that may answer one request. Upstream: tests/result_framing.py, MAX_SENDERS_PER_REQUEST. */
    public static final int SENDERS_PER_REQUEST = 8;

    /** Transfers open at once. Upstream: tests/result_framing.py, MAX_TRANSFERS. */
    public static final int OPEN_TRANSFERS = 128;

    /** Chunk bytes held at once, over all transfers. Upstream: tests/result_framing.py, MAX_BUFFERED_BYTES. */
    public static final long BUFFERED_BYTES = 16L * 1024 * 1024;

    /** Completed transfers remembered. Upstream: tests/result_framing.py, MAX_TOMBSTONES. */
    public static final int TOMBSTONES = 512;

    /** UTF-8 bytes of a request, command or transfer id. Upstream: tests/result_framing.py, MAX_IDENTIFIER_BYTES. */
    public static final int IDENTIFIER_BYTES = 256;

    /** Bytes of a direct message that we parse. Ours; x0xd limits a REST body to the same 1 MiB. */
    public static final int FRAME_BYTES = 1024 * 1024;

    /** Levels of nested JSON. Ours. */
    public static final int JSON_DEPTH = 32;

    /** Tokens of one JSON document; they bound its tree to about 20 MB. Ours. */
    public static final int JSON_TOKENS = 262_144;

    /** Characters of one JSON number. Ours. */
    public static final int JSON_NUMBER_CHARS = 64;

    /** Characters of one JSON member name. Ours. */
    public static final int JSON_NAME_CHARS = 1_024;

    /** Payload bytes of the test message of one {@code send_dm}, unless a runner allows more. Ours. */
    public static final int PAIR_PAYLOAD_BYTES = 4_096;

    /** Hop ids in one request for sightings. Ours. */
    public static final int SIGHTING_IDS = 256;

    /** Sightings reported per id, one for each distinct (sender, payload digest). Ours. */
    public static final int SIGHTINGS_PER_ID = 8;

    /** Characters of a failure's message or cause; longer ones are cut. Ours. */
    public static final int FAILURE_CHARS = 2_000;

    /** Bytes of the daemon's answer that {@link SendDm.Details} repeats. Ours. */
    public static final int ANSWER_BYTES = 4_096;

    private WireLimits() {}
}
