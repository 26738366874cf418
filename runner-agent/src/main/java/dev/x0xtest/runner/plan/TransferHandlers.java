package dev.x0xtest.runner.plan;

import dev.x0xtest.runner.action.ActionException;
import dev.x0xtest.runner.action.Answer;
import dev.x0xtest.runner.action.CommandContext;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.plan.Missing;
import dev.x0xtest.wire.plan.PartParams;
import dev.x0xtest.wire.plan.TransferParams;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.FailureKinds;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * {@code transfer} and {@code part}. A command that is complete goes the way of every other one; asked about again, it
 * goes there again and gets the stored answer. Confined to the event loop.
 */
public final class TransferHandlers {
    private final Transfers transfers = new Transfers();
    private final BiConsumer<AgentId, Command> commands;

    /** {@code commands} takes what has arrived whole. */
    public TransferHandlers(BiConsumer<AgentId, Command> commands) {
        this.commands = commands;
    }

    public CompletableFuture<Answer<Missing>> transfer(TransferParams params, CommandContext context) {
        Missing missing = transfers.announced(context.coordinator(), params);
        return answered(missing, params.transfer(), context);
    }

    public CompletableFuture<Answer<Missing>> part(PartParams params, CommandContext context) {
        try {
            Missing missing = transfers
                    .part(context.coordinator(), params)
                    .orElseThrow(
                            () -> refused(FailureKinds.UNAVAILABLE, "no transfer " + params.transfer() + " is open"));
            return answered(missing, params.transfer(), context);
        } catch (IllegalArgumentException e) {
            throw refused(FailureKinds.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    private CompletableFuture<Answer<Missing>> answered(Missing missing, String transfer, CommandContext context) {
        try {
            byte[] whole = transfers.complete(context.coordinator(), transfer).orElse(null);
            if (whole != null) {
                commands.accept(context.coordinator(), Command.parse(whole));
            }
        } catch (IllegalArgumentException | WireException e) {
            throw refused(FailureKinds.MALFORMED, String.valueOf(e.getMessage()));
        }
        return CompletableFuture.completedFuture(Answer.ok(missing));
    }

    private static ActionException refused(String kind, String message) {
        return new ActionException(Failure.of(kind, message));
    }
}
