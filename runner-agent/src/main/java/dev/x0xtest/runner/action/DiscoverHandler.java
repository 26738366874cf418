package dev.x0xtest.runner.action;

import dev.x0xtest.wire.ProtocolRange;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.FailureKinds;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The action {@code discover}. It answers from memory and waits for nothing. */
public final class DiscoverHandler implements ActionHandler<Discover.Params, Discover.Details> {
    private final Supplier<Discover.Details> self;

    public DiscoverHandler(Supplier<Discover.Details> self) {
        this.self = self;
    }

    @Override
    public CompletableFuture<ActionHandler.Reply<Discover.Details>> handle(
            Discover.Params params, ActionHandler.Context context) {
        ProtocolRange theirs = params.protocol();
        if (theirs != null && !theirs.overlaps(ProtocolRange.OURS)) {
            throw new ActionException(Failure.of(
                    FailureKinds.WRONG_PROTOCOL,
                    "this runner speaks protocol " + ProtocolRange.OURS.text() + ", the coordinator " + theirs.text()));
        }
        return CompletableFuture.completedFuture(ActionHandler.Reply.ok(self.get()));
    }
}
