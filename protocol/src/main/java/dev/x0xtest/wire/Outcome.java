package dev.x0xtest.wire;

/** How an action ended. */
public sealed interface Outcome {
    /** {@code "ok"} on the wire. */
    record Ok() implements Outcome {}

    /** {@code {"error": …}} on the wire. */
    record Failed(Failure failure) implements Outcome {}

    static Outcome ok() {
        return new Ok();
    }

    static Outcome failed(Failure failure) {
        return new Failed(failure);
    }

    default boolean isOk() {
        return this instanceof Ok;
    }
}
