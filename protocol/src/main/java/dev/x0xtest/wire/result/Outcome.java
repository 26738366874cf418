package dev.x0xtest.wire.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** How an action ended: ok, or failed with a {@link Failure}. {@code docs/protocol.md}, section Result. */
public sealed interface Outcome {
    /** {@code "ok"} on the wire. */
    record Ok() implements Outcome {}

    /**
     * {@code {"error": …}} on the wire.
     *
     * @param failure what the receiver derives from it
     * @param upstream the JSON object in upstream's form; null for our form. Callers must not change it
     */
    record Failed(Failure failure, @Nullable ObjectNode upstream) implements Outcome {
        public Failed(Failure failure) {
            this(failure, null);
        }
    }

    static Outcome ok() {
        return new Ok();
    }

    /** A failure in our form, which carries all fields. */
    static Outcome failed(Failure failure) {
        return new Failed(failure);
    }

    /**
     * A failure in upstream's form {@code {"error": "<kind>: <sentence>"}}; the receiver recovers kind and sentence.
     */
    static Outcome sentence(Failure failure) {
        return new Failed(failure, OutcomeJson.sentence(failure));
    }

    /**
     * A failure in upstream's form: the daemon's answer unchanged, with its HTTP status.
     *
     * @param failure for this process; the receiver derives its own from the answer
     */
    static Outcome passedOn(Failure failure, ObjectNode answer, int httpStatus) {
        return new Failed(failure, OutcomeJson.passedOn(answer, httpStatus));
    }
}
