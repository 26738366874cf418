package dev.x0xtest.wire.action;

import org.jspecify.annotations.Nullable;

/**
 * A DM that a runner sent to its own agent, to see whether its stream still delivers.
 *
 * @param returned whether it came back on the stream
 * @param rttMs from sending to its return, or to giving up
 * @param error why not, if it did not
 */
public record SelfDm(boolean returned, long rttMs, @Nullable String error) {}
