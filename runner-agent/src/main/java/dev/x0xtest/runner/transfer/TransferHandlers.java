package dev.x0xtest.runner.transfer;

import dev.x0xtest.runner.action.ActionException;
import dev.x0xtest.runner.action.ActionHandler;
import dev.x0xtest.runner.action.HandlerTable;
import dev.x0xtest.runner.action.Lane;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.Transfer;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.FailureKinds;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * The actions {@code transfer} and {@code part}. A complete command takes the usual path. If asked about it again, this
 * submits it again, which returns the stored answer. Confined to the event loop.
 */
public final class TransferHandlers {
    private final Transfers transfers = new Transfers();
    private final BiConsumer<AgentId, Command> commands;

    /** Takes the consumer of complete commands. */
    public TransferHandlers(BiConsumer<AgentId, Command> commands) {
        this.commands = commands;
    }

    /** Binds both actions to a lane; neither waits for the mesh. */
    public void bind(HandlerTable handlers, Lane lane) {
        handlers.bind(PlanActions.TRANSFER, lane, this::transfer);
        handlers.bind(PlanActions.PART, lane, this::part);
    }

    private CompletableFuture<ActionHandler.Reply<Transfer.Missing>> transfer(
            Transfer.Announcement params, ActionHandler.Context context) {
        Transfer.Missing missing = transfers.announced(context.coordinator(), params);
        return answered(missing, params.transfer(), context);
    }

    private CompletableFuture<ActionHandler.Reply<Transfer.Missing>> part(
            Transfer.Part params, ActionHandler.Context context) {
        try {
            Transfer.Missing missing = transfers
                    .part(context.coordinator(), params)
                    .orElseThrow(
                            () -> refused(FailureKinds.UNAVAILABLE, "no transfer " + params.transfer() + " is open"));
            return answered(missing, params.transfer(), context);
        } catch (IllegalArgumentException e) {
            throw refused(FailureKinds.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    private CompletableFuture<ActionHandler.Reply<Transfer.Missing>> answered(
            Transfer.Missing missing, String transfer, ActionHandler.Context context) {
        try {
            byte[] whole = transfers.complete(context.coordinator(), transfer).orElse(null);
            if (whole != null) {
                commands.accept(context.coordinator(), Command.parse(whole));
            }
        } catch (IllegalArgumentException | WireException e) {
            throw refused(FailureKinds.MALFORMED, String.valueOf(e.getMessage()));
        }
        return CompletableFuture.completedFuture(ActionHandler.Reply.ok(missing));
    }

    private static ActionException refused(String kind, String message) {
        return new ActionException(Failure.of(kind, message));
    }
}
