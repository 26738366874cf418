package dev.x0xtest.wire.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.ActionRegistry;
import dev.x0xtest.wire.action.Power;
import dev.x0xtest.wire.json.Codec;
import dev.x0xtest.wire.json.Codecs;
import dev.x0xtest.wire.json.Packed;
import dev.x0xtest.wire.result.ResultKinds;
import java.util.List;

/**
 * The actions of the plan protocol. A coordinator sends them only to runners that announce {@code Features.PLAN}.
 * {@code docs/protocol.md}, section Plans.
 */
public final class PlanActions {
    /** Stores a plan; answered by {@code armed}. Its parameters are compressed. */
    public static final Action<Plan, Plan.Armed> PLAN = new Action<>(
            "plan",
            "armed",
            Power.MEASURE,
            new Packed<>(Plan.class, PlanLimits.INFLATED_BYTES),
            Codecs.record(Plan.Armed.class));

    /** Opens the barrier; answered at once. The runner sends its report unasked when that is final. */
    public static final Action<GoParams, ObjectNode> GO =
            new Action<>("go", ResultKinds.ofAction("go"), Power.MEASURE, Codecs.record(GoParams.class), Codecs.raw());

    /**
     * Renews the lease. The details of the answer are those of {@link #PROGRESS}; empty from a runner that does not tell its
     * progress there.
     */
    public static final Action<RunRef, ObjectNode> RENEW = new Action<>(
            "renew", ResultKinds.ofAction("renew"), Power.MEASURE, Codecs.record(RunRef.class), Codecs.raw());

    /**
     * Ends the wait for missing hops, after all rows have ended and the grace has passed; answered by {@code report}.
     * Its details are compressed.
     */
    public static final Action<RunRef, RunReport> CLOSE = new Action<>(
            "close",
            "report",
            Power.MEASURE,
            Codecs.record(RunRef.class),
            new Packed<>(RunReport.class, PlanLimits.INFLATED_BYTES));

    /** Asks for the current report, final or not. */
    public static final Action<RunRef, RunReport> REPORT = new Action<>(
            "report",
            "report",
            Power.MEASURE,
            Codecs.record(RunRef.class),
            new Packed<>(RunReport.class, PlanLimits.INFLATED_BYTES));

    /** Stops sending; the ledger is kept. */
    public static final Action<RunRef, RunReport.Progress> CANCEL = new Action<>(
            "cancel",
            ResultKinds.ofAction("cancel"),
            Power.MEASURE,
            Codecs.record(RunRef.class),
            Codecs.record(RunReport.Progress.class));

    /** Makes the sender the run's holder; answered even after the lease has lapsed. Needs {@code Features.ATTACH}. */
    public static final Action<RunRef, RunRef.Attached> ATTACH = new Action<>(
            "attach", "attached", Power.MEASURE, Codecs.record(RunRef.class), Codecs.record(RunRef.Attached.class));

    public static final Action<Status.Params, Status> STATUS = new Action<>(
            "status",
            ResultKinds.ofAction("status"),
            Power.MEASURE,
            Codecs.record(Status.Params.class),
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

    /** Codec for the details of {@link #PROGRESS}. */
    public static final Codec<RunReport.Progress> PROGRESS_DETAILS = Codecs.record(RunReport.Progress.class);

    /** Kind of the unasked result that reports a runner's progress. */
    public static final String PROGRESS = "progress";

    private static final List<Action<?, ?>> ALL =
            List.of(PLAN, GO, RENEW, CLOSE, REPORT, CANCEL, ATTACH, STATUS, TRANSFER, PART);

    private PlanActions() {}

    /** The request id of progress and reports that a runner sends unasked. */
    public static String reportId(RunRef run, int index) {
        return run.run() + "." + run.epoch() + "." + index;
    }

    /** Registers all of them. */
    public static ActionRegistry registerIn(ActionRegistry registry) {
        ALL.forEach(registry::register);
        return registry;
    }
}
