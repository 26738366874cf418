package dev.x0xtest.wire.result;

import java.util.Locale;

/** Why the reassembler gave up a chunk, a transfer or a request. */
enum ChunkDrop {
    /** Nobody awaits this request, or no longer. */
    UNKNOWN_REQUEST,
    /** The request is awaited from somebody else. */
    FOREIGN_SENDER,
    /** The transfer was delivered before. */
    ALREADY_COMPLETE,
    /** As many transfers are open as may be. */
    TOO_MANY_TRANSFERS,
    /** Request, count, total or digest differ from the transfer's first chunk. */
    CONTRADICTION,
    /** The same chunk again. */
    DUPLICATE,
    /** The same index with other bytes. */
    DIFFERENT_BYTES,
    /** More bytes than announced. */
    OVER_TOTAL,
    /** More bytes held than may be, over all transfers. */
    OVER_BUFFER,
    /** All chunks are there and the length or the digest is not the announced one. */
    NOT_INTACT,
    /** Intact, but no result, or that of another request. */
    BAD_RESULT,
    /** A request gave way to a newer one. */
    EVICTED_REQUEST;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
