package dev.x0xtest.coordinator.report;

import dev.x0xtest.cli.ExitCode;
import org.jspecify.annotations.Nullable;

/**
 * Why a run ended before its last pair was decided.
 *
 * @param reason one line without a full stop; names what happened and to what
 * @param next what a person does about it: one line without a full stop
 */
public record Ending(Ending.Cause cause, String reason, String next) {
    /** The reason of {@link Cause#CUT}. */
    public static final String JOURNAL_ENDS = "its journal ends before the run did";

    private static final String AGAIN = "remove the cause, then run again";
    private static final String TOKEN =
            "give the api-token of this very daemon: --api-token-file, or token-file in the fleet file";
    private static final String DAEMON = "check that x0xd is up there, and that --api-base names its REST address";

    /** The kinds of end. {@link #label()} is their name in JSON. */
    public enum Cause {
        INTERRUPTED("interrupted", ExitCode.INTERRUPTED),
        TERMINATED("terminated", ExitCode.TERMINATED),
        HUNG_UP("hung-up", ExitCode.HUNG_UP),
        /** The run's deadline came. The report is complete: its verdict decides the exit code. */
        DEADLINE("deadline", null),
        TWO_CLAIMANTS("two-claimants", ExitCode.ENVIRONMENT),
        TWO_LABELS("two-labels", ExitCode.ENVIRONMENT),
        WRONG_ANCHOR("wrong-anchor", ExitCode.ENVIRONMENT),
        NO_ANCHOR("no-anchor", ExitCode.ENVIRONMENT),
        ANCHOR_LOST("anchor-lost", ExitCode.ENVIRONMENT),
        TOKEN_REFUSED("token-refused", ExitCode.ENVIRONMENT),
        /** What carries the mesh failed, not the mesh on it. Such a run refutes nothing. */
        TEST_BED("test-bed", ExitCode.ENVIRONMENT),
        /** A person ended the run after its coordinator was gone. The verdict decides the exit code. */
        CANCELLED("cancelled", null),
        /** Another process of the coordinator goes on with this run. This one has no verdict. */
        SUPERSEDED("superseded", ExitCode.ENVIRONMENT),
        /** The journal ends before the run did: its coordinator was killed, or it still goes on. */
        CUT("cut", null),
        /** Anything else that is missing, such as a token file or a directory that can be written. */
        ENVIRONMENT("environment", ExitCode.ENVIRONMENT),
        INTERNAL("internal", ExitCode.INTERNAL);

        private final String label;
        private final @Nullable ExitCode exitCode;

        Cause(String label, @Nullable ExitCode exitCode) {
            this.label = label;
            this.exitCode = exitCode;
        }

        public String label() {
            return label;
        }

        /** Null: the verdict decides. */
        @Nullable
        ExitCode exitCode() {
            return exitCode;
        }
    }

    public static Ending interrupted() {
        return new Ending(
                Cause.INTERRUPTED, Report.INTERRUPTED, "run again; --deadline ends a run by itself, with a verdict");
    }

    public static Ending terminated() {
        return new Ending(
                Cause.TERMINATED,
                Report.TERMINATED,
                "find what sent SIGTERM, such as timeout, a service manager or a job's time limit; then run again");
    }

    /** {@code limit} as a person reads it: {@code 2 min}. */
    public static Ending deadline(String limit) {
        return new Ending(
                Cause.DEADLINE, "the deadline of " + limit, "run again with a longer --deadline than " + limit);
    }

    /** The daemon did not answer, or its streams did not attach. */
    public static Ending noAnchor(String reason) {
        return new Ending(Cause.NO_ANCHOR, reason, DAEMON);
    }

    public static Ending tokenRefused(String reason) {
        return new Ending(Cause.TOKEN_REFUSED, reason, TOKEN);
    }

    /** {@code reason} is what the test bed says of itself. */
    public static Ending testBed(String reason) {
        return new Ending(
                Cause.TEST_BED,
                "the test bed failed: " + reason,
                "run again; with fewer --nodes if this machine is short of memory or of processors");
    }

    /** The daemon that a run was to go on with is not the one that it began with. */
    public static Ending otherAnchor(String apiBase, String anchor) {
        return new Ending(
                Cause.WRONG_ANCHOR,
                "the daemon at " + apiBase + " is not " + anchor + "'s: the run began with another agent id",
                "resume the run through " + anchor + "'s daemon");
    }

    /** Whether this process commands the run to its end: only then it tells the runners that it is over. */
    public boolean ours() {
        return cause != Cause.SUPERSEDED && cause != Cause.WRONG_ANCHOR;
    }

    /** This process has a copy of the run's files; the process with the original still commands the run. */
    public static Ending stillRuns() {
        return new Ending(
                Cause.SUPERSEDED,
                "the runners heard another process of this run's coordinator less than 10 s ago",
                "end that process first: these files are a copy of its run");
    }

    public static Ending superseded() {
        return new Ending(
                Cause.SUPERSEDED,
                "another process goes on with this run",
                "see its result there; this process has none and cancels nothing");
    }

    public static Ending internal(String reason) {
        return new Ending(Cause.INTERNAL, reason, "report this to the authors of x0xtest, with the run's directory");
    }

    /** The ending for a reason in words: a signal, or something else that is missing. */
    public static Ending of(String reason) {
        return switch (reason) {
            case Report.INTERRUPTED -> interrupted();
            case Report.TERMINATED -> terminated();
            case Report.CANCELLED -> new Ending(Cause.CANCELLED, reason, "run again");
            case Report.HUNG_UP ->
                new Ending(
                        Cause.HUNG_UP,
                        reason,
                        "run again; under nohup, tmux or a service manager a run outlives its terminal");
            default ->
                reason.startsWith(Report.INTERNAL)
                        ? internal(reason)
                        : new Ending(Cause.ENVIRONMENT, reason, reason.startsWith("token file ") ? TOKEN : AGAIN);
        };
    }

    /** The ending for a cause that another part of the program named; an unknown one counts as ENVIRONMENT. */
    public static Ending of(@Nullable String label, String reason) {
        if (Cause.TEST_BED.label().equals(label)) {
            return testBed(reason);
        }
        if (Cause.CUT.label().equals(label)) {
            return new Ending(
                    Cause.CUT, reason, "x0xtest resume RUN goes on with it, unless its coordinator still runs");
        }
        if (Cause.NO_ANCHOR.label().equals(label)) {
            return noAnchor(reason);
        }
        return Cause.TOKEN_REFUSED.label().equals(label) ? tokenRefused(reason) : of(reason);
    }

    /** What came before the open pairs were decided: completes "not tried before …". */
    public String when() {
        return switch (cause) {
            case INTERRUPTED, TERMINATED, CANCELLED -> "the run was " + reason;
            case HUNG_UP -> "the run's terminal was gone";
            case DEADLINE -> reason;
            default -> "the run ended: " + reason;
        };
    }

    /** Whether the cell is open because the run ended first. Without the anchor nothing is learned of any node. */
    public boolean explains(CellReport cell) {
        return switch (cell.outcome().cellClass()) {
            case PROVEN, REFUTED -> false;
            case UNOBSERVED ->
                cause == Cause.ANCHOR_LOST
                        || cameFirst(cell.reason())
                        || cameFirst(cell.evidence().sender());
        };
    }

    private boolean cameFirst(@Nullable String phrase) {
        return phrase != null && phrase.endsWith(" before " + when());
    }

    ExitCode exitCode(Verdict verdict) {
        ExitCode own = cause.exitCode();
        return own == null ? verdict.exitCode() : own;
    }
}
