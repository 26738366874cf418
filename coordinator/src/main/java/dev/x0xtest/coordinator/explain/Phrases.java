package dev.x0xtest.coordinator.explain;

import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.SendDm;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunReport;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultKinds;
import org.jspecify.annotations.Nullable;

/** Commands and results in words. What runners and daemons say is cut and stripped of control characters. */
final class Phrases {
    private static final int MOST = 200;
    private static final String RENEWS = "renews the lease of ";
    private static final String RENEWED = " has its lease renewed";

    private Phrases() {}

    /** One line of at most 200 characters. */
    static String clean(String said) {
        String head = said.length() > MOST ? said.substring(0, MOST) : said;
        return head.replaceAll("\\p{Cntrl}|\\p{Cf}", "?");
    }

    /** Whether a text is about the renewal of a lease. */
    static boolean isLease(String text) {
        return text.startsWith(RENEWS) || text.contains(RENEWED);
    }

    /** A command to this node; {@code other} is the destination of a hop. */
    static String command(String action, String node, String other, int times) {
        String what = switch (action) {
            case "discover" -> "seeks " + node;
            case "noop_ack" -> "asks " + node + " what its stream has seen";
            case "plan" -> "sends " + node + " its plan";
            case "transfer" -> "announces a long plan to " + node;
            case "part" -> "sends " + node + " a part of its plan";
            case "go" -> "tells " + node + " to go";
            case "renew" -> RENEWS + node;
            case "report" -> "asks " + node + " for its report";
            case "close" -> "closes the column of " + node;
            case "cancel" -> "cancels the plan of " + node;
            case "attach" -> "takes the run over at " + node;
            case "send_dm" -> "tells " + node + " to send a hop to " + other;
            default -> "sends " + node + " " + clean(action);
        };
        return times > 1 ? what + " again (sent " + times + " times)" : what;
    }

    /** A result of this node. */
    static String result(Result result, String node) {
        if (result.outcome() instanceof Outcome.Failed failed) {
            Failure failure = failed.failure();
            return node + " answers " + clean(failure.kind()) + ": " + clean(failure.message());
        }
        try {
            return switch (result.kind()) {
                case ResultKinds.DISCOVER_REPLY -> node + " is found" + found(result);
                case ResultKinds.RUNNER_READY -> "the runner of " + node + " has started";
                case ResultKinds.ACK -> node + " says what its stream has seen";
                case ResultKinds.SEND_RESULT -> node + " says how its hop went";
                case ResultKinds.RECEIVED_DM -> node + " says that it saw the hop";
                case "armed" -> node + " is armed";
                case "go_result" -> node + " goes";
                case PlanActions.PROGRESS -> node + " says" + progress(result);
                case "renew_result" -> node + RENEWED + progress(result);
                case "report" -> node + " reports" + report(result);
                case "attached" -> node + " obeys the new process";
                default -> node + " answers " + clean(result.kind());
            };
        } catch (WireException e) {
            return node + " answers " + clean(result.kind()) + ", which cannot be read";
        }
    }

    private static String found(Result result) throws WireException {
        var details = Actions.DISCOVER.details().decode(result.details());
        String agent = details.agent() == null ? "upstream's runner" : clean(details.agent());
        return ": " + agent + (details.x0xd() == null ? "" : ", x0xd " + clean(details.x0xd()));
    }

    private static String progress(Result result) throws WireException {
        if (result.details().isEmpty()) {
            return "";
        }
        RunReport.Progress progress = PlanActions.PROGRESS_DETAILS.decode(result.details());
        return ": " + clean(progress.state()) + ", " + progress.attempted() + " hops of its row begun, "
                + progress.seen() + " of its column seen";
    }

    private static String report(Result result) throws WireException {
        RunReport report = PlanActions.REPORT.details().decode(result.details());
        return ": row " + (report.rowFinal() ? "final" : "open") + ", column "
                + (report.columnFinal() ? "final" : "open");
    }

    /** What the source's daemon answered to a hop. */
    static String answer(RunReport.RowEntry entry) {
        if (entry.state().equals(RunReport.RowEntry.OK)) {
            String retries = entry.retriesUsed() == null || entry.retriesUsed() == 0
                    ? ""
                    : ", after " + entry.retriesUsed() + " retries of its own";
            return "x0xd took it, path " + clean(String.valueOf(entry.path())) + retries;
        }
        return "x0xd refused it: " + error(entry.status(), entry.code(), entry.detail());
    }

    /** The same on the per-pair path. */
    static String answer(SendDm.Details details, boolean ok) {
        return ok
                ? "x0xd took it, path " + clean(String.valueOf(details.path()))
                : "x0xd refused it: " + error(details.httpStatus(), details.code(), details.detail());
    }

    private static String error(@Nullable Integer status, @Nullable String code, @Nullable String detail) {
        String first = (status == null ? "" : status + " ") + (code == null ? "" : clean(code));
        String said = first.isBlank() ? "no answer" : first.strip();
        return detail == null || detail.equals(code) ? said : said + " (" + clean(detail) + ")";
    }
}
