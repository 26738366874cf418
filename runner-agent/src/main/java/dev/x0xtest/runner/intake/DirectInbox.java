package dev.x0xtest.runner.intake;

import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.stream.ConnectionState;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.runner.action.SelfProbe;
import dev.x0xtest.runner.gate.Origin;
import dev.x0xtest.runner.ledger.AttachmentLog;
import dev.x0xtest.runner.ledger.ReceiptPolicy;
import dev.x0xtest.runner.ledger.SightingLedger;
import dev.x0xtest.runner.ledger.VerifiedPeers;
import dev.x0xtest.runner.plan.PlanRuns;
import dev.x0xtest.runner.result.OutgoingResult;
import dev.x0xtest.runner.result.ResultQueue;
import dev.x0xtest.runner.result.RunnerIdentity;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.FrameKind;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Sighting;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.frame.LegacyFrame;
import dev.x0xtest.wire.frame.Receipts;
import io.netty.channel.EventLoop;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listener of the stream of direct messages. It decodes them, records sightings and passes commands on; it does nothing
 * that takes time. It ignores results, which are for the coordinator that shares the anchor's stream. Confined to the
 * event loop.
 */
public final class DirectInbox implements StreamListener<DirectMessage> {
    private static final Logger log = LoggerFactory.getLogger(DirectInbox.class);

    private final EventLoop loop;
    private final Clock clock;
    private final RunnerIdentity self;
    private final Evidence evidence;
    private final PlanRuns runs;
    private final CommandIntake commands;
    private final ResultQueue results;
    private final Runnable whenAttached;
    private long testMessages;

    /** What this runner remembers of the messages that it received. */
    public record Evidence(
            AttachmentLog attachment,
            SightingLedger ledger,
            ReceiptPolicy receipts,
            VerifiedPeers verified,
            SelfProbe probe) {}

    public DirectInbox(
            EventLoop loop,
            Clock clock,
            RunnerIdentity self,
            Evidence evidence,
            PlanRuns runs,
            CommandIntake commands,
            ResultQueue results,
            Runnable whenAttached) {
        this.loop = loop;
        this.clock = clock;
        this.self = self;
        this.evidence = evidence;
        this.runs = runs;
        this.commands = commands;
        this.results = results;
        this.whenAttached = whenAttached;
    }

    @Override
    public void onState(ConnectionState state, String reason) {
        if (state == ConnectionState.OPEN) {
            evidence.attachment().attached(loop.ticker().nanoTime(), clock.millis());
            log.info(
                    "attached to direct messages: generation={}",
                    evidence.attachment().generation());
            whenAttached.run();
            runs.streamChanged(true);
        } else if (evidence.attachment().isAttached() && !isEnd(state)) {
            evidence.attachment().detached();
            runs.streamChanged(false);
            log.debug("detached from direct messages: state={} {}", state, reason);
        }
    }

    /** Whether the runner itself closes the stream, which is no loss. */
    private static boolean isEnd(ConnectionState state) {
        return state == ConnectionState.CLOSING || state == ConnectionState.CLOSED;
    }

    @Override
    public void onMalformed(String reason) {
        evidence.attachment().unparsed();
        log.warn("unreadable on the stream of direct messages: {}", reason);
    }

    @Override
    public void onEvent(DirectMessage message) {
        if (message.verified() && !message.history()) {
            evidence.verified().seen(message.sender(), loop.ticker().nanoTime());
        }
        boolean read = false;
        try {
            read(message);
            read = true;
        } finally {
            if (!read) {
                // A defect of ours. The stream goes on, but a hop may be lost, so it counts against coverage.
                evidence.attachment().unparsed();
            }
        }
    }

    private void read(DirectMessage message) {
        byte[] payload = message.payload();
        if (FrameKind.COMMAND.begins(payload)) {
            command(message);
        } else if (!FrameKind.RESULT.begins(payload) && !FrameKind.RESULT_CHUNK.begins(payload)) {
            testMessage(message);
        }
    }

    private void command(DirectMessage message) {
        Origin origin = new Origin(Origin.Channel.DIRECT, message.sender(), message.verified(), message.history());
        commands.receive(
                origin,
                () -> {
                    Frame frame = Frames.decode(message.payload()).orElse(null);
                    if (frame instanceof Frame.Cmd command) {
                        return command.command();
                    }
                    throw new WireException(WireException.Kind.NOT_A_FRAME, "not a command");
                },
                () -> Salvaged.commandIdOfFrame(message.payload(), FrameKind.COMMAND.prefixBytes()));
    }

    /** Test messages that arrived. */
    public long testMessages() {
        return testMessages;
    }

    private void testMessage(DirectMessage message) {
        try {
            Frame frame = Frames.decode(message.payload()).orElse(null);
            if (frame instanceof LegacyFrame legacy && legacy.isProbe()) {
                return; // the daemon has acknowledged it, and that is all that the other runner wants to know
            }
            testMessages++;
            if (frame instanceof HopFrame hop) {
                if (!runs.saw(hop, message.sender(), message.verified(), message.history())) {
                    hop(message, hop);
                }
            } else if (frame instanceof LegacyFrame legacy) {
                legacy(message, legacy);
            }
        } catch (WireException e) {
            testMessages++;
            evidence.attachment().unparsed();
            log.debug("unreadable frame: sender={} {}", message.sender().short8(), e.getMessage());
        }
    }

    private void hop(DirectMessage message, HopFrame hop) {
        int bytes = hop.payload().length;
        SightingLedger.Arrival arrival = arrival(message, hop.requestId(), hop.digest(), hop.payloadSha256(), bytes);
        long nowNanos = loop.ticker().nanoTime();
        int nth = evidence.ledger().record(arrival, nowNanos);
        ReceiptPolicy.Decision decision = evidence.receipts().decide(hop.anchor(), arrival, nth, nowNanos);
        if (decision == ReceiptPolicy.Decision.SEND) {
            hop.anchorId().ifPresent(anchor -> receipt(anchor, message, hop, nowNanos));
        } else {
            log.debug(
                    "no receipt: id={} sender={} {}",
                    hop.requestId(),
                    message.sender().short8(),
                    decision);
        }
    }

    private void receipt(AgentId anchor, DirectMessage message, HopFrame hop, long nowNanos) {
        int sightings = evidence.ledger().find(hop.requestId(), nowNanos).stream()
                .mapToInt(Sighting::count)
                .sum();
        Receipts.Arrival arrival = new Receipts.Arrival(
                message.sender(),
                message.machineId(),
                message.verified(),
                message.trustDecision(),
                message.payload().length,
                0,
                sightings);
        results.send(new OutgoingResult(anchor, Receipts.of(hop, arrival, self.receiver()), false, false, false));
    }

    /** Records a legacy message. It names no anchor, so there is no receipt; {@code noop_ack} can ask for it. */
    private void legacy(DirectMessage message, LegacyFrame legacy) {
        if (!evidence.probe().returned(message.sender(), legacy)) {
            int bytes = legacy.extra().length;
            evidence.ledger()
                    .record(
                            arrival(message, legacy.requestId(), legacy.digest(), legacy.payloadSha256(), bytes),
                            loop.ticker().nanoTime());
        }
    }

    private static SightingLedger.Arrival arrival(
            DirectMessage message, String id, String digest, String sha256, int bytes) {
        return new SightingLedger.Arrival(
                id,
                message.sender(),
                message.machineId(),
                message.verified(),
                message.trustDecision(),
                sha256,
                bytes,
                digest,
                message.history());
    }
}
