package dev.x0xtest.cli;

/** Invalid options or input; exit code 2. The message is one line, whatever it quotes. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(Printable.line(message));
    }
}
