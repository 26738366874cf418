package dev.x0xtest.wire.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** How an action ended. */
public sealed interface Outcome {
    /** {@code "ok"} on the wire. */
    record Ok() implements Outcome {}

    /**
     * {@code {"error": …}} on the wire.
     *
     * @param failure what a reader can tell from it
     * @param upstream the object itself, where it has upstream's form; null where it has ours. Read-only by agreement
     */
    record Failed(Failure failure, @Nullable ObjectNode upstream) implements Outcome {
        public Failed(Failure failure) {
            this(failure, null);
        }
    }

    static Outcome ok() {
        return new Ok();
    }

    /** In our form, which says everything that the failure holds. */
    static Outcome failed(Failure failure) {
        return new Failed(failure);
    }

    /** In upstream's form: {@code {"error": "<kind>: <sentence>"}}, of which a reader gets both back. */
    static Outcome sentence(Failure failure) {
        return new Failed(failure, OutcomeJson.sentence(failure));
    }

    /**
     * In upstream's form: what the daemon answered, as it is, beside its status.
     *
     * @param failure for this process; a reader derives its own from the answer
     */
    static Outcome passedOn(Failure failure, ObjectNode answer, int httpStatus) {
        return new Failed(failure, OutcomeJson.passedOn(answer, httpStatus));
    }

    default boolean isOk() {
        return this instanceof Ok;
    }
}
