package dev.x0xtest.coordinator.run.ask;

import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.FailureKinds;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.util.Map;
import java.util.Optional;

/**
 * What it means that a runner, not its daemon, refuses a command. The one table; upstream's sentences have become kinds
 * before (docs/protocol.md).
 */
public enum Refusal {
    /** Nothing was done, and soon it may be: the same bytes again, after a pause. */
    AGAIN,
    /** Nothing was done, and the same bytes would be refused again. */
    NOT_DONE,
    /** It was done, or may have been, and the runner has no record of it. */
    NO_RECORD;

    private static final Map<String, Refusal> BY_KIND = Map.of(
            FailureKinds.BUSY, AGAIN,
            FailureKinds.QUEUE_FULL, AGAIN,
            FailureKinds.SHUTTING_DOWN, AGAIN,
            FailureKinds.CONFLICT, NOT_DONE,
            FailureKinds.MALFORMED, NOT_DONE,
            FailureKinds.NOT_ALLOWED, NOT_DONE,
            FailureKinds.UNKNOWN_ACTION, NOT_DONE,
            FailureKinds.RESTARTED, NOT_DONE,
            FailureKinds.UNAVAILABLE, NO_RECORD,
            FailureKinds.TOO_LARGE, NO_RECORD);

    private static final long FIRST_PAUSE_NANOS = 500_000_000L;
    private static final int DOUBLINGS = 3;

    /** A kind that is not in the table, such as a defect of the runner, says nothing of what was done before it. */
    public static Refusal of(String failureKind) {
        return BY_KIND.getOrDefault(failureKind, NO_RECORD);
    }

    /** The failure of a result that asks for the same bytes again; no daemon's failure has one of these kinds. */
    static Optional<Failure> again(Result result) {
        return result.outcome() instanceof Outcome.Failed failed
                        && of(failed.failure().kind()) == AGAIN
                ? Optional.of(failed.failure())
                : Optional.empty();
    }

    /** How long to wait after so many refusals, from 1: twice as long each time, 4 s at most, the same for everybody. */
    static long pauseNanos(int refusals) {
        return FIRST_PAUSE_NANOS << Math.min(refusals - 1, DOUBLINGS);
    }
}
