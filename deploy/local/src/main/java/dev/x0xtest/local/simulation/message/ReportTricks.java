package dev.x0xtest.local.simulation.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.local.simulation.fault.Trick;
import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunReport;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultKinds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** Plays a trick on what one node's runner reports. Confined to one thread. */
final class ReportTricks implements Courier {
    private static final int ANCHOR = 0;
    private static final List<String> OURS_IN_RECEIPTS =
            List.of("payload_sha256", "payload_bytes", "age_ms", "duplicate");

    private static final Duration AGAIN = Duration.ofMillis(300);

    private final Trick trick;
    private boolean done;

    ReportTricks(Trick trick) {
        this.trick = trick;
    }

    @Override
    public Handling handling(Parcel parcel) {
        Handling usual = Handling.usual(parcel);
        if (trick.kind() == Trick.Kind.INVENTS_SIGHTING) {
            return invented(parcel, usual);
        }
        if (parcel.from() != teller() || parcel.to() != ANCHOR || !parcel.isResult()) {
            return usual;
        }
        if (trick.kind() == Trick.Kind.RESULTS_TWICE) {
            return usual.and(Handling.Copy.of(parcel).after(AGAIN));
        }
        Result result = parcel.result().orElse(null);
        boolean unverified = trick.kind() == Trick.Kind.UPSTREAM_UNVERIFIED;
        if (result != null && (unverified || trick.kind() == Trick.Kind.UPSTREAM)) {
            return told(Handling.Copy.of(parcel), asUpstream(result, unverified));
        }
        return result == null || !result.kind().equals(PlanActions.REPORT.resultKind())
                ? usual
                : report(parcel, result, usual);
    }

    /** Without what upstream's runner does not say. */
    private static Result asUpstream(Result result, boolean unverified) {
        ObjectNode details = result.details().deepCopy();
        switch (result.kind()) {
            case ResultKinds.DISCOVER_REPLY -> details.retain("node");
            case ResultKinds.RECEIVED_DM -> {
                details.remove(OURS_IN_RECEIPTS);
                details.put("verified", details.path("verified").asBoolean() && !unverified);
            }
            case ResultKinds.ACK, ResultKinds.RUNNER_READY -> details.removeAll();
            default -> {}
        }
        return with(result, details);
    }

    /** Whose runner tells something else: of a hidden sighting the recipient's, of a denied hop the sender's. */
    private int teller() {
        return switch (trick.kind()) {
            case HIDES_SIGHTING,
                    HIDES_WITHOUT_ECHO,
                    HIDES_BEHIND_GAP,
                    HIDES_BEHIND_EVICTION,
                    HIDES_BEHIND_RESET,
                    INVENTS_SIGHTING -> trick.other();
            default -> trick.node();
        };
    }

    private Handling report(Parcel parcel, Result result, Handling usual) {
        Handling.Copy copy = Handling.Copy.of(parcel);
        boolean first = !done;
        done = true;
        return switch (trick.kind()) {
            case REPORT_LOST_ONCE -> first ? Handling.of(List.of()) : usual;
            case REPORTS_LOST -> Handling.of(List.of());
            case REPORT_DAMAGED_ONCE -> first ? told(copy, damaged(result)) : usual;
            case REPORTS_DAMAGED -> told(copy, damaged(result));
            case REPORTS_FROM_ANOTHER -> Handling.of(List.of(copy.from(third(parcel))));
            default -> told(copy, rewritten(result, this::lie));
        };
    }

    private static Handling told(Handling.Copy copy, Result result) {
        return Handling.of(List.of(copy.with(new Frame.Res(result).encode())));
    }

    private static int third(Parcel parcel) {
        int last = parcel.nodes() - 1;
        return parcel.from() == last ? last - 1 : last;
    }

    /** The report with one other character in its compressed part. */
    private static Result damaged(Result result) {
        String packed = result.details().path("z").asText();
        int place = packed.length() / 2;
        char other = packed.charAt(place) == 'A' ? 'B' : 'A';
        String changed = packed.substring(0, place) + other + packed.substring(place + 1);
        return with(result, WireJson.object().put("z", changed));
    }

    private static Result rewritten(Result result, UnaryOperator<RunReport> lie) {
        try {
            RunReport report = PlanActions.REPORT.details().decode(result.details());
            return with(result, PlanActions.REPORT.details().encode(lie.apply(report)));
        } catch (WireException e) {
            throw new IllegalStateException("a runner has sent a report that cannot be read", e);
        }
    }

    private static Result with(Result result, ObjectNode details) {
        return new Result(
                result.kind(),
                result.commandId(),
                result.requestId(),
                result.outcome(),
                result.digestMarker(),
                details,
                result.node(),
                result.agentId(),
                result.machineId(),
                result.tsMs());
    }

    private RunReport lie(RunReport truth) {
        Lie lie = new Lie(truth);
        int other = trick.kind().nodes() == 2 ? partner() : -1;
        Lie told = switch (trick.kind()) {
            case REPORTS_OLD ->
                lie.ofRun(Hex.sha256(truth.run().getBytes(StandardCharsets.US_ASCII))
                        .substring(0, truth.run().length()));
            case REPORTS_OF_ANOTHER -> lie.ofIndex(truth.index() == 1 ? 2 : 1);
            case HIDES_SIGHTING -> lie.hiding(other).watching();
            case HIDES_WITHOUT_ECHO -> lie.hiding(other).deaf();
            case HIDES_BEHIND_GAP -> lie.hiding(other).watching().again();
            case HIDES_BEHIND_EVICTION -> lie.hiding(other).watching().evicting();
            case HIDES_BEHIND_RESET -> lie.hiding(other).watching().reset();
            case DENIES_SENDING -> lie.denying(other);
            case FORGETS_SENDING -> lie.forgetting(other);
            default -> throw new IllegalArgumentException(trick + " is no trick on reports");
        };
        return told.told();
    }

    private int partner() {
        return teller() == trick.node() ? trick.other() : trick.node();
    }

    /** The sender's daemon refuses the hop, and the recipient claims it all the same. */
    private Handling invented(Parcel parcel, Handling usual) {
        if (parcel.isHop() && trick.concerns(parcel.from(), parcel.to())) {
            return HopTricks.refused();
        }
        if (parcel.from() != teller() || parcel.to() != ANCHOR) {
            return usual;
        }
        Result result = parcel.result().orElse(null);
        return result == null || !result.kind().equals(PlanActions.REPORT.resultKind())
                ? usual
                : told(
                        Handling.Copy.of(parcel),
                        rewritten(
                                result,
                                truth -> new Lie(truth).inventing(trick.node()).told()));
    }
}
