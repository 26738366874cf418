package dev.x0xtest.minimesh.http.exchange;

/** The request is refused. Carries the response. */
public final class Rejection extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient HttpAnswer answer;

    public Rejection(HttpAnswer answer) {
        super("status " + answer.status(), null, false, false);
        this.answer = answer;
    }

    public static Rejection badRequest(String message) {
        return new Rejection(HttpAnswer.error(400, message));
    }

    public HttpAnswer answer() {
        return answer;
    }
}
