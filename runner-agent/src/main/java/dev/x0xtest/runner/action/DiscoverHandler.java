package dev.x0xtest.runner.action;

import dev.x0xtest.wire.DiscoverDetails;
import dev.x0xtest.wire.DiscoverParams;
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
        return CompletableFuture.completedFuture(Answer.ok(self.get()));
    }
}
