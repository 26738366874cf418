package dev.x0xtest.coordinator.run.cell;

import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.wire.Plane;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides the outcome of one attempt by the table of docs/glossary.md. */
public final class CellJudge {
    private static final Judgement PROVEN = new Judgement(CellOutcome.PROVEN, null, null);

    private CellJudge() {}

    /**
     * An outcome.
     *
     * @param code the daemon's error code or HTTP status, where there is one
     * @param restsOnCoverage whether it would be another one if the receiver's coverage were
     */
    public record Judgement(
            CellOutcome outcome,
            @Nullable String reason,
            @Nullable String code,
            boolean restsOnCoverage) {
        Judgement(CellOutcome outcome, @Nullable String reason, @Nullable String code) {
            this(outcome, reason, code, false);
        }
    }

    /**
     * The outcome for what the sender and the receiver say.
     *
     * @param gap why the receiver may have missed the hop; null: it would have seen it
     */
    public static Judgement judge(Plane plane, SenderRecord sender, ReceiverRecord receiver, @Nullable String gap) {
        return switch (receiver) {
            case INTACT, INTACT_LATE, INTACT_UNTIMED, INTACT_UNVERIFIED_RECEIPT -> seen(plane, sender, receiver);
            case CORRUPT -> new Judgement(CellOutcome.CORRUPT, "seen only with other bytes than were sent", null);
            case IMPOSTOR -> new Judgement(CellOutcome.IMPOSTOR, "seen only from another agent", null);
            case NONE -> unseen(sender, gap);
        };
    }

    private static Judgement seen(Plane plane, SenderRecord sender, ReceiverRecord receiver) {
        return sender.match(
                accepted -> timed(receiver).orElseGet(() -> byPlane(plane, accepted)),
                refused -> timed(receiver).orElseGet(() -> unacked(refused)),
                notAttempted -> unobserved("contradiction: seen, though the sender says " + notAttempted.reason()),
                noReport -> unobserved("seen, sender's record missing"));
    }

    /** Empty when the right bytes were seen in time. */
    private static Optional<Judgement> timed(ReceiverRecord receiver) {
        return switch (receiver) {
            case INTACT_UNVERIFIED_RECEIPT -> Optional.of(unobserved("unverified"));
            case INTACT_LATE -> Optional.of(new Judgement(CellOutcome.LATE, "seen after the hop deadline", null));
            case INTACT_UNTIMED -> Optional.of(unobserved("seen, but nobody can tell whether it was in time"));
            case INTACT, CORRUPT, IMPOSTOR, NONE -> Optional.empty();
        };
    }

    private static Judgement byPlane(Plane plane, SenderRecord.Accepted accepted) {
        return plane.acceptedPath().equals(accepted.path())
                ? PROVEN
                : new Judgement(CellOutcome.WRONG_PLANE, "went by " + accepted.path(), null);
    }

    private static Judgement unacked(SenderRecord.Refused refused) {
        String code = refused.code();
        return new Judgement(CellOutcome.UNACKED, "delivered, yet the sender was told " + code, code);
    }

    private static Judgement unseen(SenderRecord sender, @Nullable String gap) {
        return sender.match(
                accepted -> gap == null
                        ? new Judgement(
                                CellOutcome.MISSING, "acknowledged as " + accepted.path() + ", never seen", null, true)
                        : uncovered(gap),
                refused -> gap == null || refused.definite()
                        ? new Judgement(CellOutcome.REFUSED, refused.detail(), refused.code(), !refused.definite())
                        : uncovered(gap),
                notAttempted -> new Judgement(CellOutcome.NOT_RUN, notAttempted.reason(), null),
                noReport -> unobserved(noReport.reason()));
    }

    private static Judgement uncovered(String gap) {
        return new Judgement(
                CellOutcome.UNOBSERVED, "not seen, and the receiver may have missed it: " + gap, null, true);
    }

    private static Judgement unobserved(String reason) {
        return new Judgement(CellOutcome.UNOBSERVED, reason, null);
    }
}
