package dev.x0xtest.minimesh.http;

/** A request that cannot be served as it is; carries the answer. */
final class Rejection extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Rejection(Answer answer) {
        super("status " + answer.status(), null, false, false);
        this.answer = answer;
    }

    static Rejection badRequest(String message) {
        return new Rejection(Answer.error(400, message));
    }

    Answer answer() {
        return answer;
    }
}
