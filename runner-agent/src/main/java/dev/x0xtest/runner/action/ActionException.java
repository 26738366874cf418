package dev.x0xtest.runner.action;

import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.FailureKinds;

/** An action cannot be executed as requested. The carried failure becomes that of the result. */
public final class ActionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public ActionException(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    public static ActionException malformed(String message) {
        return new ActionException(Failure.of(FailureKinds.MALFORMED, message));
    }

    public static ActionException notAllowed(String code, String message) {
        return new ActionException(new Failure(FailureKinds.NOT_ALLOWED, code, message, null, null));
    }

    public Failure failure() {
        return failure;
    }
}
