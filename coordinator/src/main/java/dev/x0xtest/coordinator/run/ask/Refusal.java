package dev.x0xtest.coordinator.run.ask;

import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.FailureKinds;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.util.Map;
import java.util.Optional;

/**
 * What a refusal by a runner means, by failure kind. Refusals by its daemon are something else. The parser has turned
 * the sentences of upstream runners into kinds already (docs/protocol.md).
 */
public enum Refusal {
    /** Nothing was executed, and a retry of the same bytes may succeed soon. */
    AGAIN,
    /** Nothing was executed, and a retry would be refused again. */
    NOT_DONE,
    /** It was or may have been executed, and the runner has no record of it. */
    NO_RECORD;

    private static final Map<String, Refusal> BY_KIND = Map.ofEntries(
            Map.entry(FailureKinds.BUSY, AGAIN),
            Map.entry(FailureKinds.QUEUE_FULL, AGAIN),
            Map.entry(FailureKinds.SHUTTING_DOWN, AGAIN),
            Map.entry(FailureKinds.CONFLICT, NOT_DONE),
            Map.entry(FailureKinds.MALFORMED, NOT_DONE),
            Map.entry(FailureKinds.NOT_ALLOWED, NOT_DONE),
            Map.entry(FailureKinds.UNKNOWN_ACTION, NOT_DONE),
            Map.entry(FailureKinds.RESTARTED, NOT_DONE),
            Map.entry(FailureKinds.EXPIRED, NOT_DONE),
            Map.entry(FailureKinds.UNAVAILABLE, NO_RECORD),
            Map.entry(FailureKinds.TOO_LARGE, NO_RECORD));

    private static final long FIRST_PAUSE_NANOS = 500_000_000L;
    private static final int DOUBLINGS = 3;

    /**
     * The meaning of a failure kind. An unknown kind, such as a defect of the runner, does not tell what was executed:
     * NO_RECORD.
     */
    public static Refusal of(String failureKind) {
        return BY_KIND.getOrDefault(failureKind, NO_RECORD);
    }

    /** The failure in a result if it asks for a retry. Failures of daemons never have such a kind. */
    static Optional<Failure> again(Result result) {
        return result.outcome() instanceof Outcome.Failed failed
                        && of(failed.failure().kind()) == AGAIN
                ? Optional.of(failed.failure())
                : Optional.empty();
    }

    /** The back-off after this many refusals, from 1: 500 ms, doubled each time, at most 4 s, no jitter. */
    static long pauseNanos(int refusals) {
        return FIRST_PAUSE_NANOS << Math.min(refusals - 1, DOUBLINGS);
    }
}
