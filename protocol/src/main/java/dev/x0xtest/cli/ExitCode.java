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
    /** x0xd refuses the token that the service manager handed over: only a new start brings a new one. */
    STALE_CREDENTIAL(75),
    /** SIGHUP: the terminal is gone. */
    HUNG_UP(129),
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

    /** Whether a signal ended the program. */
    public boolean bySignal() {
        return this == HUNG_UP || this == INTERRUPTED || this == TERMINATED;
    }

    /**
     * The exit code of a program whose result could not be written in full: 3. A refuted pair, a signal and an error that
     * was already reported weigh more and stay.
     */
    public ExitCode whenNotWritten() {
        return this == PASS || this == INCONCLUSIVE ? ENVIRONMENT : this;
    }

    /** The same for a code; one that is none of these stays as it is. */
    public static int whenNotWritten(int code) {
        for (ExitCode each : values()) {
            if (each.code == code) {
                return each.whenNotWritten().code;
            }
        }
        return code;
    }

    /** The codes in the words of the help pages, for picocli's {@code exitCodeList}. */
    public static final class Help {
        public static final String PASS = "0:PASS: every pair is proven.";
        public static final String FAIL = "1:FAIL: at least one pair is refuted.";
        public static final String DONE = "0:Done.";
        public static final String USAGE = "2:Wrong options or a wrong file. Nothing was run.";
        public static final String ENVIRONMENT =
                "3:The environment: no daemon, no token, no ssh, or a file that cannot be written.";
        public static final String INCONCLUSIVE =
                "4:INCONCLUSIVE: no pair is refuted, but at least one could not be observed.";
        public static final String INTERNAL = "70:A defect of x0xtest. Please report it.";
        public static final String SIGNALS =
                "129, 130, 143:SIGHUP, Ctrl-C, SIGTERM. The report holds what was known by then.";

        private Help() {}
    }
}
