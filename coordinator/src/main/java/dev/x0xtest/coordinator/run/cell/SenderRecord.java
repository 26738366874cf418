package dev.x0xtest.coordinator.run.cell;

import org.jspecify.annotations.Nullable;

/** S of design §3: what the source's runner says about one attempt. */
public sealed interface SenderRecord {

    /** The source's daemon accepted the hop. */
    record Accepted(String path, int retriesUsed, int runnerAttempts, long sendMs) implements SenderRecord {}

    /**
     * The source's daemon, or the way to it, gave an error.
     *
     * @param definite the code says that nothing was delivered
     */
    record Refused(String code, @Nullable String detail, boolean definite, long sendMs) implements SenderRecord {
        /** x0xd's word for a recipient of whom it has not heard yet; nothing was sent, and it says: retry. */
        static final String UNDISCOVERED = "recipient_undiscovered";

        public boolean undiscovered() {
            return definite && code.endsWith(UNDISCOVERED);
        }
    }

    /** The runner says that it did not try. */
    record NotAttempted(String reason) implements SenderRecord {}

    /** The runner has said nothing. */
    record NoReport(String reason) implements SenderRecord {}
}
