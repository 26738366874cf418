package dev.x0xtest.runner.action.send;

import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.runner.action.ActionException;
import dev.x0xtest.runner.action.ActionHandler;
import dev.x0xtest.runner.gate.RateLimiter;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.SendDm;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.frame.LegacyFrame;
import dev.x0xtest.wire.frame.OutgoingTestMessage;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.FailureKinds;
import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The action {@code send_dm}: sends one test message to one agent, within the limits of the power <i>pairwise</i>. */
public final class SendDmHandler implements ActionHandler<SendDm.Params, SendDm.Details> {
    private static final int NOT_FOUND = 404;
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final Daemon daemon;
    private final EventLoop loop;
    private final RecipientPolicy recipients;
    private final RateLimiter rate;
    private final int maxPayloadBytes;

    /**
     * Wires the handler.
     *
     * @param rate limits attempts per minute for each coordinator
     */
    public SendDmHandler(
            Daemon daemon, EventLoop loop, RecipientPolicy recipients, RateLimiter rate, int maxPayloadBytes) {
        this.daemon = daemon;
        this.loop = loop;
        this.recipients = recipients;
        this.rate = rate;
        this.maxPayloadBytes = maxPayloadBytes;
    }

    @Override
    public CompletableFuture<ActionHandler.Reply<SendDm.Details>> handle(
            SendDm.Params params, ActionHandler.Context context) {
        try {
            return new Sending(SendOrder.of(params), message(params, context), context).start();
        } catch (ActionException e) {
            return CompletableFuture.completedFuture(SendOutcomes.refused(params, e));
        }
    }

    private byte[] message(SendDm.Params params, ActionHandler.Context context) {
        try {
            OutgoingTestMessage message =
                    OutgoingTestMessage.of(params, context.requestId(), Optional.of(context.coordinator()));
            if (payloadBytes(message) > maxPayloadBytes) {
                throw ActionException.notAllowed(
                        "payload_not_allowed", "the payload is larger than the " + maxPayloadBytes + " bytes allowed");
            }
            return message.bytes();
        } catch (WireException e) {
            throw ActionException.malformed(String.valueOf(e.getMessage()));
        }
    }

    private static int payloadBytes(OutgoingTestMessage message) {
        if (message.frame() instanceof HopFrame hop) {
            return hop.payload().length;
        }
        return message.frame() instanceof LegacyFrame legacy ? legacy.extra().length : message.bytes().length;
    }

    /** One message and its attempts. */
    private final class Sending {
        private final SendOrder plan;
        private final byte[] message;
        private final ActionHandler.Context context;
        private final CompletableFuture<ActionHandler.Reply<SendDm.Details>> done = new CompletableFuture<>();
        private int attempt;
        private @Nullable Throwable lastError;

        Sending(SendOrder plan, byte[] message, ActionHandler.Context context) {
            this.plan = plan;
            this.message = message;
            this.context = context;
        }

        CompletableFuture<ActionHandler.Reply<SendDm.Details>> start() {
            if (recipients.allows(plan.to(), loop.ticker().nanoTime())) {
                attempt();
            } else {
                refuse(ActionException.notAllowed(
                        "recipient_not_allowed",
                        "the recipient is not one of --peers and was not seen verified within the hour"));
            }
            return done;
        }

        private void attempt() {
            if (expired()) {
                stop(new ActionException(Failure.of(
                        FailureKinds.EXPIRED,
                        "the command waited longer than its lease of "
                                + plan.params().leaseMs() + " ms")));
                return;
            }
            if (!rate.tryAcquire(context.coordinator(), loop.ticker().nanoTime())) {
                stop(ActionException.notAllowed(
                        "rate_limited", "more sends a minute than this runner allows (--rate-per-minute)"));
                return;
            }
            attempt++;
            long startNanos = loop.ticker().nanoTime();
            daemon.send(plan.request(message))
                    .whenComplete((answer, error) -> ended(
                            answer,
                            error,
                            TimeUnit.NANOSECONDS.toMillis(loop.ticker().nanoTime() - startNanos)));
        }

        /** Its coordinator may be gone: a command without a lease never expires. */
        private boolean expired() {
            Integer leaseMs = plan.params().leaseMs();
            return leaseMs != null
                    && loop.ticker().nanoTime() - context.arrivedNanos() > TimeUnit.MILLISECONDS.toNanos(leaseMs);
        }

        /** Reports the last attempt's error, if there was one. Only a message without an attempt is refused. */
        private void stop(ActionException refusal) {
            Throwable tried = lastError;
            if (tried != null) {
                failed(tried, 0);
            } else {
                refuse(refusal);
            }
        }

        private void ended(Daemon.@Nullable SendResponse answer, @Nullable Throwable error, long elapsedMs) {
            if (answer != null) {
                done.complete(SendOutcomes.sent(plan.params(), answer, attempt, elapsedMs));
            } else if (attempt < plan.attempts() && mayRetry(error)) {
                lastError = error;
                loop.schedule(this::attempt, PAUSE_NANOS * attempt, TimeUnit.NANOSECONDS);
            } else if (error != null) {
                failed(error, elapsedMs);
            }
        }

        /**
         * Whether to try again: as upstream after any error of the daemon except 404; never after this client was
         * closed.
         */
        private boolean mayRetry(@Nullable Throwable error) {
            return error instanceof DaemonException failure
                    && failure.status() != NOT_FOUND
                    && failure.kind() != DaemonException.Kind.CLOSED;
        }

        private void failed(Throwable error, long elapsedMs) {
            Throwable cause = Causes.unwrapped(error);
            if (cause instanceof DaemonException failure) {
                int attempts = SendOutcomes.neverReached(failure) ? attempt - 1 : attempt;
                done.complete(SendOutcomes.failed(plan.params(), failure, attempts, elapsedMs));
            } else {
                done.completeExceptionally(cause);
            }
        }

        private void refuse(ActionException refusal) {
            done.complete(SendOutcomes.refused(plan.params(), refusal));
        }
    }
}
