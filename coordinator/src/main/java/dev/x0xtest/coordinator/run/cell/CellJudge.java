package dev.x0xtest.coordinator.run.cell;

import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.Plane;
import org.jspecify.annotations.Nullable;

/** The table of design §3: which outcome one attempt has. Pure; the lines are tried in the table's order. */
public final class CellJudge {
    private static final Judgement PROVEN = new Judgement(CellOutcome.PROVEN, null, null);

    private CellJudge() {}

    /** An outcome; {@code code} is the daemon's error code or HTTP status, where there is one. */
    public record Judgement(
            CellOutcome outcome,
            @Nullable String reason,
            @Nullable String code) {}

    /**
     * The first line of the table that fits.
     *
     * @param gap why the receiver might have missed the hop; null when it is covered: it would have seen it
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
        if (sender instanceof SenderRecord.NotAttempted notAttempted) {
            return unobserved("contradiction: seen, though the sender says " + notAttempted.reason());
        }
        if (sender instanceof SenderRecord.NoReport) {
            return unobserved("seen, sender's record missing");
        }
        if (receiver == ReceiverRecord.INTACT_UNVERIFIED_RECEIPT) {
            return unobserved("unverified");
        }
        if (receiver == ReceiverRecord.INTACT_LATE) {
            return new Judgement(CellOutcome.LATE, "seen after the hop deadline", null);
        }
        if (receiver == ReceiverRecord.INTACT_UNTIMED) {
            return unobserved("seen, but nobody can tell whether it was in time");
        }
        if (sender instanceof SenderRecord.Accepted accepted) {
            return plane.acceptedPath().equals(accepted.path())
                    ? PROVEN
                    : new Judgement(CellOutcome.WRONG_PLANE, "went by " + accepted.path(), null);
        }
        String code = ((SenderRecord.Refused) sender).code();
        return new Judgement(CellOutcome.UNACKED, "delivered, yet the sender was told " + code, code);
    }

    private static Judgement unseen(SenderRecord sender, @Nullable String gap) {
        if (sender instanceof SenderRecord.NotAttempted notAttempted) {
            return new Judgement(CellOutcome.NOT_RUN, notAttempted.reason(), null);
        }
        if (sender instanceof SenderRecord.Refused refused && (refused.definite() || gap == null)) {
            return new Judgement(CellOutcome.REFUSED, refused.detail(), refused.code());
        }
        if (sender instanceof SenderRecord.Accepted accepted && gap == null) {
            return new Judgement(CellOutcome.MISSING, "acknowledged as " + accepted.path() + ", never seen", null);
        }
        if (sender instanceof SenderRecord.NoReport noReport) {
            return unobserved(noReport.reason());
        }
        return unobserved("not seen, and the receiver may have missed it: " + gap);
    }

    private static Judgement unobserved(String reason) {
        return new Judgement(CellOutcome.UNOBSERVED, reason, null);
    }
}
