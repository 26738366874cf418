package dev.x0xtest.cli;

/** The exit codes of all commands; the only place that defines them. */
public enum ExitCode {
    PASS(0),
    FAIL(1),
    /** Invalid options, configuration or input. */
    USAGE(2),
    /** The daemon, its token or another external resource is missing. */
    ENVIRONMENT(3),
    INCONCLUSIVE(4),
    /** A defect of the program. */
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
