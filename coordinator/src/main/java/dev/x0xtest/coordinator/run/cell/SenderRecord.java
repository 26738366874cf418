package dev.x0xtest.coordinator.run.cell;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the source's runner says about one attempt: column S of docs/glossary.md. */
public sealed interface SenderRecord {
    /** Calls the one function that fits. */
    <T> T match(
            Function<Accepted, T> accepted,
            Function<Refused, T> refused,
            Function<NotAttempted, T> notAttempted,
            Function<NoReport, T> noReport);

    /** Whether it is certain that no hop was sent, so that none will be seen. */
    default boolean nothingSent() {
        return match(accepted -> false, Refused::definite, notAttempted -> true, noReport -> false);
    }

    /**
     * The source's daemon accepted the hop.
     *
     * @param sendMs from when the hop was due to the daemon's answer
     * @param answerMs from when it was sent, where that is known; else the same
     */
    record Accepted(String path, int retriesUsed, int runnerAttempts, long sendMs, long answerMs)
            implements SenderRecord {
        /** Of a hop of which only one time is known. */
        public Accepted(String path, int retriesUsed, int runnerAttempts, long sendMs) {
            this(path, retriesUsed, runnerAttempts, sendMs, sendMs);
        }

        @Override
        public <T> T match(
                Function<Accepted, T> accepted,
                Function<Refused, T> refused,
                Function<NotAttempted, T> notAttempted,
                Function<NoReport, T> noReport) {
            return accepted.apply(this);
        }
    }

    /**
     * The source's daemon, or the connection to it, returned an error.
     *
     * @param definite the code says that nothing was delivered
     */
    record Refused(String code, @Nullable String detail, boolean definite, long sendMs) implements SenderRecord {
        /** x0xd's code for a recipient that it has not heard of yet: nothing was sent, a retry may work. */
        static final String UNDISCOVERED = "recipient_undiscovered";

        /** Whether the daemon has not heard of the recipient yet. */
        public boolean undiscovered() {
            return definite && code.endsWith(UNDISCOVERED);
        }

        @Override
        public <T> T match(
                Function<Accepted, T> accepted,
                Function<Refused, T> refused,
                Function<NotAttempted, T> notAttempted,
                Function<NoReport, T> noReport) {
            return refused.apply(this);
        }
    }

    /** The runner says that it did not send. */
    record NotAttempted(String reason) implements SenderRecord {
        @Override
        public <T> T match(
                Function<Accepted, T> accepted,
                Function<Refused, T> refused,
                Function<NotAttempted, T> notAttempted,
                Function<NoReport, T> noReport) {
            return notAttempted.apply(this);
        }
    }

    /** There is no record of the runner. */
    record NoReport(String reason) implements SenderRecord {
        @Override
        public <T> T match(
                Function<Accepted, T> accepted,
                Function<Refused, T> refused,
                Function<NotAttempted, T> notAttempted,
                Function<NoReport, T> noReport) {
            return noReport.apply(this);
        }
    }
}
