package dev.x0xtest.runner.gate;

/** Why a command got no action and no answer. */
public enum IgnoreReason {
    HISTORY("replayed from history"),
    UNSIGNED("without a sender"),
    UNLISTED("from an agent that is not a --coordinator"),
    UNVERIFIED("from a coordinator's id that the daemon could not verify"),
    ANCHOR_MISMATCH("whose anchor_aid is not its sender"),
    MALFORMED("that could not be read");

    private final String phrase;

    IgnoreReason(String phrase) {
        this.phrase = phrase;
    }

    String phrase() {
        return phrase;
    }
}
