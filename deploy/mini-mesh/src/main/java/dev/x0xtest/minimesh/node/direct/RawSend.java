package dev.x0xtest.minimesh.node.direct;

import dev.x0xtest.minimesh.fault.Fault;
import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.node.links.FaultGate;
import dev.x0xtest.minimesh.node.links.Neighbours;
import dev.x0xtest.minimesh.node.links.Timings;
import dev.x0xtest.minimesh.node.memory.KnownAgent;
import dev.x0xtest.minimesh.transport.LinkFrame;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One message on the raw plane: sends a frame to the recipient's machine and waits for its acknowledgement. */
final class RawSend implements FaultGate.Delivery {
    private static final Duration AMPLE = Duration.ofSeconds(2);

    private final DirectSender sender;
    private final DirectSender.Request request;
    private final Bytes requestId;
    private @Nullable Consumer<DirectSender.Outcome> answer;
    private Neighbours.@Nullable Neighbour neighbour;
    private @Nullable Future<?> timeout;
    private long sequence;

    RawSend(DirectSender sender, DirectSender.Request request) {
        this.sender = sender;
        this.request = request;
        this.requestId = sender.context.randomBytes(16);
    }

    void start(Consumer<DirectSender.Outcome> whenDone) {
        answer = whenDone;
        Optional<KnownAgent> recipient =
                sender.memory.knownAgents().find(request.recipientAgentId()).filter(KnownAgent::routable);
        if (recipient.isEmpty()) {
            end(DirectSender.Outcome.Failed.of(503, "recipient_undiscovered", undiscovered()));
            return;
        }
        neighbour = sender.neighbours.find(recipient.get().machineId()).orElse(null);
        if (neighbour == null) {
            end(disconnected("agent not connected: " + numbers()));
            return;
        }
        timeout = sender.context.later(patience(), this::timedOut);
        sender.faults.pass(
                sender.context.identity().agentId(),
                request.recipientAgentId(),
                Fault.Plane.RAW,
                request.payload(),
                this);
    }

    private Duration patience() {
        Timings timings = sender.context.timings();
        Long asked = request.rawAckMs();
        return asked == null
                ? timings.rawAck()
                : Duration.ofNanos(Math.round(asked * 1_000_000.0 * timings.rawAckScale()));
    }

    @Override
    public void deliver(Bytes payload, boolean acknowledged) {
        if (neighbour == null) {
            return;
        }
        long number = 0;
        if (acknowledged && answer != null) {
            sequence = sender.await(this);
            number = sequence;
        }
        sender.neighbours.activity().sent(neighbour.machineId());
        neighbour
                .link()
                .send(new LinkFrame.Raw(number, sender.context.identity().agentId(), payload));
    }

    @Override
    public void lost(int packets) {
        if (neighbour != null) {
            sender.neighbours.activity().lost(neighbour.machineId(), packets);
        }
    }

    @Override
    public void pretendDelivered() {
        acknowledged();
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

    void acknowledged() {
        count(AckOutcomes.Outcome.SENDER_ACCEPTED);
        end(new DirectSender.Outcome.Sent("raw_quic_acked", 0, requestId, null));
    }

    private void timedOut() {
        reportOwnFault();
        boolean linked = neighbour != null && isLinked(neighbour);
        count(linked ? AckOutcomes.Outcome.SENDER_ACK_TIMEOUT : AckOutcomes.Outcome.SENDER_CONNECTION_CLOSED);
        // x0xd tries once more by itself, which is part of the same wait
        count(AckOutcomes.Outcome.SENDER_RETRY_ATTEMPTED);
        count(AckOutcomes.Outcome.SENDER_RETRY_FAILED);
        end(disconnected("send_with_receive_ack failed: timed out waiting for the receive acknowledgement"));
    }

    private void count(AckOutcomes.Outcome outcome) {
        if (neighbour != null) {
            sender.acks.count(neighbour.machineId(), outcome);
        }
    }

    private boolean isLinked(Neighbours.Neighbour to) {
        return sender.neighbours.find(to.machineId()).filter(to::equals).isPresent();
    }

    // Without an injected fault the recipient has acknowledged within milliseconds, unless it is gone by now.
    private void reportOwnFault() {
        if (sequence != 0
                && neighbour != null
                && isLinked(neighbour)
                && patience().compareTo(AMPLE) >= 0) {
            sender.context.ownFaults().report("a stand-in did not acknowledge a raw message in time");
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
        sender.forget(sequence);
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
    }

    private static DirectSender.Outcome disconnected(String reason) {
        return DirectSender.Outcome.Failed.of(502, "peer_disconnected", "peer disconnected: " + reason);
    }

    private String undiscovered() {
        return "recipient_undiscovered: agent not found: " + numbers()
                + " — awaiting the peer's identity announcement; retry";
    }

    // x0xd prints the id as a Rust byte array
    private String numbers() {
        byte[] id = HexFormat.of().parseHex(request.recipientAgentId());
        int[] unsigned = new int[id.length];
        Arrays.setAll(unsigned, i -> id[i] & 0xFF);
        return Arrays.toString(unsigned);
    }
}
