package dev.x0xtest.local.simulation.message;

import dev.x0xtest.wire.FrameKind;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.result.Result;
import java.util.Optional;

/**
 * A direct message as it leaves a simulated daemon for another one.
 *
 * @param from index of the daemon that sends it
 * @param to index of the daemon that it is for
 * @param nodes how many daemons there are
 * @param raw whether it goes by the direct connection; false: by gossip
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Parcel(int from, int to, int nodes, boolean raw, byte[] payload) {
    public boolean isHop() {
        return FrameKind.HOP.begins(payload);
    }

    public boolean isCommand() {
        return FrameKind.COMMAND.begins(payload);
    }

    /** Whether it is what a runner says to its coordinator, or a part of that. */
    public boolean isResult() {
        return FrameKind.RESULT.begins(payload) || FrameKind.RESULT_CHUNK.begins(payload);
    }

    /** The test message in it; empty: it is something else. */
    public Optional<HopFrame> hop() {
        return isHop() && frame() instanceof HopFrame hop ? Optional.of(hop) : Optional.empty();
    }

    /** The command in it; empty: it is something else. */
    public Optional<Command> command() {
        return isCommand() && frame() instanceof Frame.Cmd sent ? Optional.of(sent.command()) : Optional.empty();
    }

    /** The result in it; empty: it is something else, or a part of one. */
    public Optional<Result> result() {
        return FrameKind.RESULT.begins(payload) && frame() instanceof Frame.Res said
                ? Optional.of(said.result())
                : Optional.empty();
    }

    private Frame frame() {
        try {
            return Frames.decode(payload).orElseThrow();
        } catch (WireException e) {
            throw new IllegalStateException("a party has sent a frame that cannot be read", e);
        }
    }
}
