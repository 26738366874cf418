package dev.x0xtest.runner.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.runner.action.ActionException;
import dev.x0xtest.runner.action.ActionHandler;
import dev.x0xtest.runner.action.Failures;
import dev.x0xtest.runner.action.HandlerTable;
import dev.x0xtest.runner.action.Lane;
import dev.x0xtest.runner.gate.CommandGate;
import dev.x0xtest.runner.gate.GateVerdict;
import dev.x0xtest.runner.gate.Origin;
import dev.x0xtest.runner.gate.ReplayTable;
import dev.x0xtest.runner.result.OutgoingResult;
import dev.x0xtest.runner.result.ResultQueue;
import dev.x0xtest.runner.result.RunnerIdentity;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Power;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.FailureKinds;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a command through gate, replay table, lane, handler and result queue. The stream's part ends when a lane has
 * taken the command; executing and answering do not block the stream. Confined to the event loop.
 */
public final class CommandIntake {
    private static final Logger log = LoggerFactory.getLogger(CommandIntake.class);

    private final CommandGate gate;
    private final ReplayTable<OutgoingResult> replay;
    private final HandlerTable handlers;
    private final ResultQueue results;
    private final Replies replies;
    private final EventLoop loop;
    private final IgnoredLog ignored;
    private final Supplier<String> freshIds;
    private final BiConsumer<AgentId, Command> whenAccepted;
    private boolean stopping;

    /**
     * Wires the parts.
     *
     * @param freshIds ids for commands that have no request id
     * @param whenAccepted called with each command that the gate accepts
     */
    public CommandIntake(
            CommandGate gate,
            ReplayTable<OutgoingResult> replay,
            HandlerTable handlers,
            ResultQueue results,
            RunnerIdentity self,
            EventLoop loop,
            Supplier<String> freshIds,
            BiConsumer<AgentId, Command> whenAccepted) {
        this.gate = gate;
        this.replay = replay;
        this.handlers = handlers;
        this.results = results;
        this.replies = new Replies(results, self);
        this.loop = loop;
        this.ignored = new IgnoredLog(loop);
        this.freshIds = freshIds;
        this.whenAccepted = whenAccepted;
    }

    /** Parses the command after its sender was accepted. */
    @FunctionalInterface
    interface Reader {
        Command read() throws WireException;
    }

    /** Finds the id of a command that cannot be parsed. */
    @FunctionalInterface
    interface Salvage {
        @Nullable
        String commandId();
    }

    /** Refuses every new command from now on. */
    public void stop() {
        stopping = true;
    }

    void receive(Origin origin, Reader reader, Salvage salvage) {
        GateVerdict.IgnoreReason reason = gate.judgeSender(origin).orElse(null);
        AgentId sender = origin.sender();
        if (reason != null || sender == null) {
            ignored.count(reason == null ? GateVerdict.IgnoreReason.UNSIGNED : reason, sender);
            return;
        }
        try {
            judged(origin, reader.read());
        } catch (WireException e) {
            ignored.count(GateVerdict.IgnoreReason.MALFORMED, sender);
            replies.malformed(sender, salvage.commandId(), e);
        }
    }

    /** Takes a command that arrived in parts. All parts came from this coordinator, which is listed and verified. */
    public void reassembled(AgentId coordinator, Command command) {
        judged(new Origin(Origin.Channel.DIRECT, coordinator, true, false), command);
    }

    /** Counts of the commands that were ignored since the start. */
    public Map<GateVerdict.IgnoreReason, Long> ignored() {
        return ignored.totals();
    }

    /** Counts of the commands that were answered with a refusal since the start, by its kind. */
    public Map<String, Long> refused() {
        return replies.refused();
    }

    private void judged(Origin origin, Command command) {
        GateVerdict verdict = gate.judge(origin, command);
        if (verdict instanceof GateVerdict.Ignored reason) {
            ignored.count(reason.reason(), origin.sender());
        } else if (verdict instanceof GateVerdict.Refused refused) {
            replies.refuse(refused.coordinator(), command, refused.failure());
        } else if (verdict instanceof GateVerdict.Accepted accepted) {
            accept(accepted, command);
        }
    }

    private void accept(GateVerdict.Accepted accepted, Command command) {
        AgentId coordinator = accepted.coordinator();
        if (!stopping) {
            whenAccepted.accept(coordinator, command);
        }
        HandlerTable.Binding<?, ?> binding = handlers.find(accepted.action());
        if (!command.deduplicable()) {
            execute(coordinator, command, binding);
            return;
        }
        // Also while stopping: if a retransmit were refused here, the runner's next process would execute the command
        // again.
        ReplayTable.Decision<OutgoingResult> decision =
                replay.admit(coordinator, command.requestId(), command.hash(), nowNanos());
        if (decision instanceof ReplayTable.Decision.Execute) {
            execute(coordinator, command, binding);
        } else if (decision instanceof ReplayTable.Decision.Resend<OutgoingResult> known) {
            log.info(
                    "retransmit: action={} id={} answered from the replay table",
                    command.action(),
                    command.requestId());
            results.send(known.answer().again());
        } else if (decision instanceof ReplayTable.Decision.Refuse<OutgoingResult> refused) {
            replies.refuse(coordinator, command, Failure.of(refused.kind(), refused.message()));
        } else {
            log.debug("retransmit: action={} id={} still in progress", command.action(), command.requestId());
        }
    }

    private void execute(AgentId coordinator, Command command, HandlerTable.Binding<?, ?> binding) {
        Execution execution = new Execution(coordinator, command, binding);
        if (stopping || !binding.lane().submit(execution)) {
            execution.forget();
            replies.refuse(coordinator, command, stopping ? shuttingDown() : queueFull());
        }
    }

    private static Failure shuttingDown() {
        return Failure.of(FailureKinds.SHUTTING_DOWN, "runner is shutting down");
    }

    private static Failure queueFull() {
        return Failure.of(FailureKinds.QUEUE_FULL, "runner command queue is full");
    }

    private long nowNanos() {
        return loop.ticker().nanoTime();
    }

    private final class Execution implements Lane.Job {
        private final AgentId coordinator;
        private final Command command;
        private final HandlerTable.Binding<?, ?> binding;
        private final String requestId;
        private final long admittedNanos = nowNanos();

        Execution(AgentId coordinator, Command command, HandlerTable.Binding<?, ?> binding) {
            this.coordinator = coordinator;
            this.command = command;
            this.binding = binding;
            this.requestId = command.requestId().isEmpty() ? freshIds.get() : command.requestId();
        }

        @Override
        public CompletableFuture<?> run() {
            return started()
                    .handle((done, error) -> {
                        ended(done, error);
                        return done;
                    })
                    .whenComplete((done, defect) -> {
                        if (defect != null) {
                            log.error("defect while answering {}", command.action(), Causes.unwrapped(defect));
                            forget();
                        }
                    });
        }

        /** An exception of a handler fails its command, not the runner. */
        private CompletableFuture<HandlerTable.Done> started() {
            try {
                return binding.run(new ActionHandler.Context(coordinator, command, requestId, admittedNanos));
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        @Override
        public void aborted() {
            forget();
            replies.refuse(coordinator, command, shuttingDown());
        }

        void forget() {
            if (command.deduplicable()) {
                replay.forget(coordinator, command.requestId());
            }
        }

        private void ended(HandlerTable.@Nullable Done done, @Nullable Throwable error) {
            OutgoingResult sent = done == null
                    ? answered(binding.handler().failed(failure(error)), null, WireJson.object())
                    : answered(done.answer().outcome(), done.answer().digestMarker(), done.details());
            if (busy(sent.result())) {
                // Not executed: a retransmit may find the runner free.
                forget();
            } else if (command.deduplicable()) {
                long bytes = sent.result().toJson().length;
                replay.complete(coordinator, command.requestId(), sent, bytes, nowNanos());
            }
            logEnd(sent.result());
        }

        private static boolean busy(Result result) {
            return result.outcome() instanceof Outcome.Failed failed
                    && failed.failure().kind().equals(FailureKinds.BUSY);
        }

        /** As upstream: a measurement without a request id is answered without one; any other action gets a new id. */
        private OutgoingResult answered(Outcome outcome, @Nullable String digestMarker, ObjectNode details) {
            Action<?, ?> action = binding.action();
            String id = action.power() == Power.MEASURE ? Replies.emptyToNull(command.requestId()) : requestId;
            return replies.answer(coordinator, command, action.resultKind(), id, outcome, digestMarker, details);
        }

        private Failure failure(@Nullable Throwable error) {
            Throwable cause = error == null ? new IllegalStateException("no answer") : Causes.unwrapped(error);
            if (cause instanceof ActionException expected) {
                return expected.failure();
            }
            if (cause instanceof DaemonException daemon) {
                return Failures.of(daemon);
            }
            log.error("defect while executing {}", command.action(), cause);
            return Failures.internal(cause);
        }

        private void logEnd(Result result) {
            log.info(
                    "command done: action={} id={} sender={} kind={} outcome={} elapsed_ms={}",
                    command.action(),
                    command.commandId(),
                    coordinator.short8(),
                    result.kind(),
                    result.outcome() instanceof Outcome.Failed failed
                            ? failed.failure().kind()
                            : "ok",
                    TimeUnit.NANOSECONDS.toMillis(nowNanos() - admittedNanos));
        }
    }
}
