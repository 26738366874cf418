package dev.x0xtest.daemon;

/** Marks what is declared but not written yet. */
final class Pending {
    private Pending() {}

    @SuppressWarnings("TypeParameterUnusedInFormals")
    static <T> T body() {
        if (Pending.class.desiredAssertionStatus() || !Pending.class.desiredAssertionStatus()) {
            throw new UnsupportedOperationException("not written yet");
        }
        throw new AssertionError();
    }
}
