package dev.x0xtest.wire.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.Features;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.ActionRegistry;
import dev.x0xtest.wire.action.Power;
import dev.x0xtest.wire.json.Codec;
import dev.x0xtest.wire.json.Codecs;
import dev.x0xtest.wire.result.ResultKinds;
import java.util.List;

/** The actions of the plan protocol. Only a runner that announces {@link Features#PLAN} is asked for any of them. */
public final class PlanActions {
    /** Answered {@code armed}. Its parameters travel packed. */
    public static final Action<Plan, Plan.Armed> PLAN =
            new Action<>("plan", "armed", Power.MEASURE, new Packed<>(Plan.class), Codecs.record(Plan.Armed.class));

    /** The barrier is open; answered at once. The report follows by itself when it is final. */
    public static final Action<GoParams, ObjectNode> GO =
            new Action<>("go", ResultKinds.ofAction("go"), Power.MEASURE, Codecs.record(GoParams.class), Codecs.raw());

    /** Keeps the lease alive. */
    public static final Action<RunRef, ObjectNode> RENEW = new Action<>(
            "renew", ResultKinds.ofAction("renew"), Power.MEASURE, Codecs.record(RunRef.class), Codecs.raw());

    /** The rows of all have ended and the grace is over: answered {@code report}. Its details travel packed. */
    public static final Action<RunRef, RunReport> CLOSE =
            new Action<>("close", "report", Power.MEASURE, Codecs.record(RunRef.class), new Packed<>(RunReport.class));

    /** The report as it is now, final or not. */
    public static final Action<RunRef, RunReport> REPORT =
            new Action<>("report", "report", Power.MEASURE, Codecs.record(RunRef.class), new Packed<>(RunReport.class));

    /** Sends nothing more; the ledger stays. */
    public static final Action<RunRef, RunReport.Progress> CANCEL = new Action<>(
            "cancel",
            ResultKinds.ofAction("cancel"),
            Power.MEASURE,
            Codecs.record(RunRef.class),
            Codecs.record(RunReport.Progress.class));

    public static final Action<Action.NoParams, Status> STATUS = new Action<>(
            "status",
            ResultKinds.ofAction("status"),
            Power.MEASURE,
            Codecs.record(Action.NoParams.class),
            Codecs.record(Status.class));

    public static final Action<Transfer.Announcement, Transfer.Missing> TRANSFER = new Action<>(
            "transfer",
            ResultKinds.ofAction("transfer"),
            Power.MEASURE,
            Codecs.record(Transfer.Announcement.class),
            Codecs.record(Transfer.Missing.class));

    public static final Action<Transfer.Part, Transfer.Missing> PART = new Action<>(
            "part",
            ResultKinds.ofAction("part"),
            Power.MEASURE,
            Codecs.record(Transfer.Part.class),
            Codecs.record(Transfer.Missing.class));

    /** Details of the unasked {@link #PROGRESS}. */
    public static final Codec<RunReport.Progress> PROGRESS_DETAILS = Codecs.record(RunReport.Progress.class);

    /** Kind of the unasked result that says how far a runner is. */
    public static final String PROGRESS = "progress";

    private static final List<Action<?, ?>> ALL =
            List.of(PLAN, GO, RENEW, CLOSE, REPORT, CANCEL, STATUS, TRANSFER, PART);

    private PlanActions() {}

    /** The request id under which a runner sends progress and its report unasked. */
    public static String reportId(RunRef run, int index) {
        return run.run() + "." + run.epoch() + "." + index;
    }

    /** Adds all of them. */
    public static ActionRegistry registerIn(ActionRegistry registry) {
        ALL.forEach(registry::register);
        return registry;
    }
}
