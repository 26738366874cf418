package dev.x0xtest.local.simulation.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.local.simulation.fault.Trick;
import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.plan.HopId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Plays a trick on the hops from one node to another one. Confined to one thread. */
final class HopTricks implements Courier {
    private static final int GATEWAY_TIMEOUT = 504;
    /** Long enough for some hops of a row. */
    private static final Duration STREAMS_GONE = Duration.ofMillis(1_500);

    private final Trick trick;
    /** The last payload of a hop of another pair. */
    private byte @Nullable [] other;

    private boolean failed;

    HopTricks(Trick trick) {
        this.trick = trick;
    }

    @Override
    public Handling handling(Parcel parcel) {
        Handling usual = Handling.usual(parcel);
        HopFrame hop = parcel.hop().orElse(null);
        if (hop == null) {
            return usual;
        }
        if (!trick.concerns(parcel.from(), parcel.to())) {
            other = hop.payload();
            return usual;
        }
        Handling.Copy copy = Handling.Copy.of(parcel);
        int third = third(parcel);
        return switch (trick.kind()) {
            case SWALLOWED -> Handling.of(List.of());
            case LOST -> Handling.nowhere();
            case UNACKED -> usual.failing(refusal(GATEWAY_TIMEOUT, "timeout"));
            case CHANGED -> only(copy.with(changed(hop).encode()));
            case SWAPPED -> only(copy.with(swapped(hop).encode()));
            case CHANGED_FIRST ->
                Handling.of(List.of(copy.with(changed(hop).encode()), copy.after(Duration.ofMillis(20))));
            case OTHER_PATH -> usual.by("gossip_inbox");
            case FOREIGN -> only(copy.from(third));
            case FORGED -> only(copy.from(third).with(changed(hop).encode()));
            case MISDELIVERED -> only(copy.to(third));
            case TWICE -> usual.and(copy.after(Duration.ofMillis(20)));
            case DELAYED -> only(copy.after(trick.time()));
            case ACKED_LATE -> usual.answeredAfter(trick.time());
            case UNVERIFIED -> only(copy.unverified());
            case FAILS_ONCE -> once(usual);
            case REFUSED -> Handling.of(List.of()).failing(refusal(trick.status(), code(trick.status())));
            case OLD_RUN -> renamed(parcel, hop, HopTricks::ofOldRun);
            case OTHER_CELL -> renamed(parcel, hop, id -> ofOtherCell(id, third));
            case UNREADABLE -> only(copy.with(unreadable()));
            case STREAM_CUT -> usual.withoutStreamsFor(STREAMS_GONE);
            default -> throw new IllegalArgumentException(trick + " is no trick on hops");
        };
    }

    private static Handling only(Handling.Copy copy) {
        return Handling.of(List.of(copy));
    }

    private Handling once(Handling usual) {
        boolean first = !failed;
        failed = true;
        int status = trick.status() == 0 ? GATEWAY_TIMEOUT : trick.status();
        return first ? Handling.of(List.of()).failing(refusal(status, code(status))) : usual;
    }

    /** A node that is neither the sender nor the recipient, and not the anchor if there is another one. */
    private static int third(Parcel parcel) {
        for (int node = parcel.nodes() - 1; node >= 0; node--) {
            if (node != parcel.from() && node != parcel.to()) {
                return node;
            }
        }
        throw new IllegalArgumentException("this trick needs three nodes");
    }

    private static HopFrame changed(HopFrame hop) {
        byte[] payload = hop.payload();
        payload[payload.length / 2] ^= 1;
        return new HopFrame(hop.requestId(), hop.digest(), hop.anchor(), payload);
    }

    private HopFrame swapped(HopFrame hop) {
        byte[] payload = other;
        return payload == null ? changed(hop) : new HopFrame(hop.requestId(), hop.digest(), hop.anchor(), payload);
    }

    /** Under another id; a hop outside of the plan, whose id says nothing, arrives as it is. */
    private static Handling renamed(Parcel parcel, HopFrame hop, UnaryOperator<HopId> other) {
        Handling.Copy copy = Handling.Copy.of(parcel);
        return HopId.parse(hop.requestId())
                .map(id -> only(copy.with(
                        new HopFrame(other.apply(id).text(), hop.digest(), hop.anchor(), hop.payload()).encode())))
                .orElseGet(() -> only(copy));
    }

    private static HopId ofOldRun(HopId id) {
        String run = Hex.sha256(id.run().getBytes(StandardCharsets.US_ASCII))
                .substring(0, id.run().length());
        return new HopId(run, id.source(), id.destination(), id.sample(), id.attempt());
    }

    private static HopId ofOtherCell(HopId id, int source) {
        return new HopId(id.run(), source, id.destination(), id.sample(), id.attempt());
    }

    /** A hop that ends after its id. */
    private static byte[] unreadable() {
        return "x0xtest|hop|cut".getBytes(StandardCharsets.US_ASCII);
    }

    /** The sender's daemon says that it gave up, and nothing arrives. */
    static Handling refused() {
        return Handling.of(List.of()).failing(refusal(GATEWAY_TIMEOUT, "timeout"));
    }

    private static DaemonException refusal(int status, String code) {
        ObjectNode body = WireJson.object().put("ok", false).put("error", code).put("reason", code);
        return DaemonException.answered(status, body);
    }

    private static String code(int status) {
        return switch (status) {
            case 400 -> "bad request";
            case 403 -> "agent is blocked";
            case 404 -> "recipient_key_unavailable";
            case 409 -> "conflict";
            case 413 -> "payload too large";
            case 429 -> "rate limited";
            case 503 -> "recipient_undiscovered";
            default -> "timeout";
        };
    }
}
