package dev.x0xtest.cli;

/** The person asked for something that cannot be done as asked; exit 2. The message is one clear line. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
