package dev.x0xtest.cli;

/** How a command ended, for scripts; the only place where the numbers stand. */
public enum ExitCode {
    PASS(0),
    FAIL(1),
    /** Wrong options, configuration or input. */
    USAGE(2),
    /** The daemon, a token or another part of the surroundings is missing. */
    ENVIRONMENT(3),
    INCONCLUSIVE(4),
    /** A defect of this program. */
    INTERNAL(70),
    /** Ctrl-C. */
    INTERRUPTED(130),
    /** SIGTERM. */
    TERMINATED(143);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
