package dev.x0xtest.minimesh.node.direct;

import dev.x0xtest.minimesh.fault.Fault;
import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.node.links.FaultGate;
import dev.x0xtest.minimesh.transport.GossipBody;
import io.netty.util.concurrent.Future;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One message on the gossip or the durable plane. Makes two attempts, with a pause of the same length between them, and
 * waits for the recipient's signed acknowledgement. An acknowledgement during the pause belongs to the first attempt.
 */
final class GossipSend implements FaultGate.Delivery {
    private final DirectSender sender;
    private final DirectSender.Request request;
    private final Bytes requestId;
    private final long startedNanos;
    private @Nullable Consumer<DirectSender.Outcome> answer;
    private @Nullable Future<?> next;
    private int retries;

    GossipSend(DirectSender sender, DirectSender.Request request, Bytes requestId) {
        this.sender = sender;
        this.request = request;
        this.requestId = requestId;
        this.startedNanos = sender.context.nanoTime();
    }

    Bytes requestId() {
        return requestId;
    }

    void start(Consumer<DirectSender.Outcome> whenDone) {
        answer = whenDone;
        sender.await(this);
        Duration attempt = sender.context.timings().attempt();
        next = sender.context.later(attempt.multipliedBy(2), this::secondAttempt);
        attempt();
    }

    private void secondAttempt() {
        retries = 1;
        next = sender.context.later(sender.context.timings().attempt(), this::timedOut);
        attempt();
    }

    private void attempt() {
        Fault.Plane plane = request.durable() ? Fault.Plane.DURABLE : Fault.Plane.GOSSIP;
        sender.context.after(
                sender.context.timings().gossipHedge(),
                () -> sender.faults.pass(
                        sender.context.identity().agentId(),
                        request.recipientAgentId(),
                        plane,
                        request.payload(),
                        this));
    }

    @Override
    public void deliver(Bytes payload, boolean acknowledged) {
        if (!acknowledged) {
            sender.forget(this);
        }
        sender.flood.publish(new GossipBody.Direct(
                request.recipientAgentId(),
                sender.context.identity().machineId(),
                requestId,
                request.durable(),
                payload));
    }

    @Override
    public void pretendDelivered() {
        acknowledged(GossipBody.Outcome.ACCEPTED);
    }

    @Override
    public void refuse(int status, String error) {
        end(DirectSender.Outcome.Failed.of(status, error, "injected: " + error));
    }

    @Override
    public void stall() {
        stopWaiting();
        answer = null;
    }

    void acknowledged(GossipBody.Outcome outcome) {
        recordStages();
        if (outcome == GossipBody.Outcome.CONFLICT) {
            end(DirectSender.Outcome.Failed.of(
                    409,
                    "idempotency_conflict",
                    "logical request already bound to different content: "
                            + "logical request already completed with different content"));
        } else {
            String ingress = request.durable() ? "direct_typed" : null;
            end(new DirectSender.Outcome.Sent("gossip_inbox", retries, requestId, ingress));
        }
    }

    private void timedOut() {
        recordStages();
        BigDecimal seconds = BigDecimal.valueOf(sender.context.nanoTime() - startedNanos)
                .divide(BigDecimal.valueOf(1_000_000_000L), 9, RoundingMode.DOWN);
        end(new DirectSender.Outcome.Failed(
                504,
                "timeout",
                "timed out after " + retries + " retries over " + seconds + "s",
                sender.counters.lastDurable()));
    }

    private void recordStages() {
        if (request.durable()) {
            long elapsedMs = sender.context.millisSince(startedNanos);
            sender.counters.durable(new DirectSender.Outcome.DurableStages(0, 0, elapsedMs, elapsedMs));
        }
    }

    private void end(DirectSender.Outcome result) {
        stopWaiting();
        Consumer<DirectSender.Outcome> whenDone = answer;
        answer = null;
        if (whenDone != null) {
            whenDone.accept(result);
        }
    }

    private void stopWaiting() {
        sender.forget(this);
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }
}
