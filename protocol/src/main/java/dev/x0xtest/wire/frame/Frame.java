package dev.x0xtest.wire.frame;

/** One {@code x0xtest|…} direct message. */
public sealed interface Frame permits CommandFrame, ResultFrame, ChunkFrame, HopFrame, LegacyFrame {
    /** The payload of the DM; a fresh array. */
    byte[] encode();
}
