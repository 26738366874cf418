package dev.x0xtest.runner.action;

import dev.x0xtest.wire.ProtocolRange;
import dev.x0xtest.wire.action.DiscoverDetails;
import dev.x0xtest.wire.action.DiscoverParams;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.FailureKinds;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** {@code discover}: who is here. Answered from memory, whatever else is going on. */
public final class DiscoverHandler implements ActionHandler<DiscoverParams, DiscoverDetails> {
    private final Supplier<DiscoverDetails> self;

    public DiscoverHandler(Supplier<DiscoverDetails> self) {
        this.self = self;
    }

    @Override
    public CompletableFuture<Answer<DiscoverDetails>> handle(DiscoverParams params, CommandContext context) {
        ProtocolRange theirs = params.protocol();
        if (theirs != null && !theirs.overlaps(ProtocolRange.OURS)) {
            throw new ActionException(Failure.of(
                    FailureKinds.WRONG_PROTOCOL,
                    "this runner speaks protocol " + ProtocolRange.OURS.text() + ", the coordinator " + theirs.text()));
        }
        return CompletableFuture.completedFuture(Answer.ok(self.get()));
    }
}
