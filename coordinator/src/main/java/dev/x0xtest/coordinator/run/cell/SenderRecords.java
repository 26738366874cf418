package dev.x0xtest.coordinator.run.cell;

import dev.x0xtest.coordinator.run.ask.Exchange;
import dev.x0xtest.coordinator.run.ask.Refusal;
import dev.x0xtest.coordinator.run.terms.Quoted;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.SendDm;
import dev.x0xtest.wire.plan.RunReport;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultKinds;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the sender's record from an answer to {@code send_dm} or from a row of a report. */
public final class SenderRecords {
    /** HTTP statuses that mean that nothing was delivered (docs/glossary.md, line 11). */
    private static final Set<Integer> DEFINITE = Set.of(400, 403, 404, 409, 413);

    private SenderRecords() {}

    /** Reads the answer to a {@code send_dm}. */
    public static SenderRecord of(Result result) {
        SendDm.Details details = details(result);
        if (result.outcome() instanceof Outcome.Failed failed) {
            return failed(result.kind(), failed.failure(), details);
        }
        if (details == null || details.path() == null) {
            return new SenderRecord.NoReport("the source's answer cannot be read");
        }
        return new SenderRecord.Accepted(
                Quoted.line(details.path()),
                details.retriesUsed(),
                Math.max(1, details.runnerAttempts()),
                Math.max(0, details.wallClockMs()));
    }

    private static SenderRecord failed(String kind, Failure failure, SendDm.@Nullable Details details) {
        Integer status = failure.httpStatus();
        if (status == null && details != null) {
            status = details.httpStatus();
        }
        if (kind.equals(ResultKinds.ERROR) || details == null) {
            return Refusal.of(failure.kind()) == Refusal.NO_RECORD
                    ? new SenderRecord.NoReport("the source's runner gives no record: " + sentence(failure))
                    : notSent(sentence(failure));
        }
        if (details.runnerAttempts() == 0) {
            return notSent(sentence(failure));
        }
        String code = details.code() != null ? details.code() : failure.code();
        return refused(status, code, sentence(failure), Math.max(0, details.wallClockMs()));
    }

    /**
     * Reads an entry of the row in the source's report.
     *
     * @param timed whether it matters when the hop was sent: records that differ in nothing else are shared
     */
    public static SenderRecord of(RunReport.RowEntry entry, boolean timed) {
        String code = entry.code() == null ? "" : Quoted.line(entry.code());
        long tookMs = Math.max(0, entry.tookMs());
        return switch (entry.state()) {
            case RunReport.RowEntry.OK ->
                entry.path() == null
                        ? new SenderRecord.NoReport("the source's report cannot be read")
                        : new SenderRecord.Accepted(
                                Quoted.line(entry.path()),
                                entry.retriesUsed() == null ? 0 : entry.retriesUsed(),
                                1,
                                tookMs,
                                timed ? Math.max(0, tookMs - Math.max(0, entry.lateMs())) : tookMs);
            case RunReport.RowEntry.ERROR ->
                refused(entry.status(), code, entry.detail() == null ? null : Quoted.line(entry.detail()), tookMs);
            case RunReport.RowEntry.NOT_ATTEMPTED -> notSent(code);
            default -> new SenderRecord.NoReport("the source does not know how its send ended: " + code);
        };
    }

    private static SenderRecord refused(@Nullable Integer status, String code, @Nullable String detail, long tookMs) {
        boolean definite = status != null
                && (DEFINITE.contains(status) || (status == 503 && code.equals(SenderRecord.Refused.UNDISCOVERED)));
        String shown = status == null ? code : status + " " + code;
        return new SenderRecord.Refused(Quoted.line(shown.strip()), detail, definite, tookMs);
    }

    /**
     * The record of a source that did not answer and will not: not attempted if it refused every copy, else unknown.
     */
    public static SenderRecord silent(@Nullable Exchange exchange, String reason) {
        String refusal = exchange == null ? null : exchange.refusal();
        return exchange != null && refusal != null && exchange.allRefused()
                ? notSent(refusal)
                : new SenderRecord.NoReport(reason);
    }

    private static SenderRecord notSent(String sentence) {
        return new SenderRecord.NotAttempted("the source's runner did not send: " + sentence);
    }

    private static String sentence(Failure failure) {
        String cause = failure.cause() == null ? "" : " (" + failure.cause() + ")";
        return Quoted.line(failure.message() + cause);
    }

    private static SendDm.@Nullable Details details(Result result) {
        try {
            return result.details().isEmpty() ? null : Actions.SEND_DM.details().decode(result.details());
        } catch (WireException e) {
            return null;
        }
    }
}
