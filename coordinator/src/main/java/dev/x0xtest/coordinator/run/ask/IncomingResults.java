package dev.x0xtest.coordinator.run.ask;

import dev.x0xtest.coordinator.run.terms.Channel;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultReassembler;
import java.util.Optional;
import java.util.function.Consumer;

/** Decodes the results that the anchor's daemon delivers. Unverified and malformed ones are counted and dropped. */
public final class IncomingResults {
    private final ResultReassembler reassembler;
    private final Consumer<String> count;

    /**
     * A decoder without partial results.
     *
     * @param requests requests that may be open at once; an open one must not be evicted
     */
    public IncomingResults(int requests, Consumer<String> count) {
        this.reassembler = new ResultReassembler(requests);
        this.count = count;
    }

    /** Where requests are registered whose results may come in chunks. */
    public ResultReassembler reassembler() {
        return reassembler;
    }

    /** The result in a frame; empty when the frame is unverified, malformed, or only a part of a result. */
    public Optional<Result> read(RunEvent.FrameSeen seen, AgentId sender, long nowNanos) {
        if (!seen.verified()) {
            count.accept("results_unverified");
            return Optional.empty();
        }
        try {
            return seen.channel() == Channel.PUBSUB
                    ? Optional.of(Result.parse(seen.payload()))
                    : direct(seen.payload(), sender, nowNanos);
        } catch (WireException e) {
            count.accept("results_malformed");
            return Optional.empty();
        }
    }

    private Optional<Result> direct(byte[] payload, AgentId sender, long nowNanos) throws WireException {
        Frame frame = Frames.decode(payload).orElse(null);
        if (frame instanceof Frame.Res result) {
            return Optional.of(result.result());
        }
        return frame instanceof Frame.Res2 chunk
                ? reassembler.accept(sender, chunk.chunk(), nowNanos)
                : Optional.empty();
    }
}
