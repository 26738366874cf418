package dev.x0xtest.coordinator.report;

import dev.x0xtest.cli.ExitCode;

/** What a whole run amounts to. */
public enum Verdict {
    PASS(ExitCode.PASS),
    FAIL(ExitCode.FAIL),
    INCONCLUSIVE(ExitCode.INCONCLUSIVE);

    private final ExitCode exitCode;

    Verdict(ExitCode exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code of a run that was not cut short. */
    ExitCode exitCode() {
        return exitCode;
    }

    /** Nothing measured proves nothing: zero cells are INCONCLUSIVE. */
    static Verdict of(Totals totals) {
        if (totals.refuted() > totals.tolerated() + totals.undecided()) {
            return FAIL;
        }
        boolean open = totals.unobserved() + totals.undecided() > 0;
        return open || totals.pairs() == 0 ? INCONCLUSIVE : PASS;
    }
}
