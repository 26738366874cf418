package dev.x0xtest.serve.api.live;

/** The daemon cannot do now what it was asked to. The message is one line for people; the API answers 409 with it. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String text;

    public Refusal(String message) {
        super(message);
        this.text = message;
    }

    /** The message. */
    public String text() {
        return text;
    }
}
