package dev.x0xtest.coordinator.run.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.plan.GoParams;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.RunReport;
import dev.x0xtest.wire.plan.Status;
import dev.x0xtest.wire.plan.Transfer;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.FailureKinds;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the plan protocol for the runners of a {@link SimulatedFleet}: their answers, and the results that they send
 * unasked.
 */
public final class SimulatedPlans {
    private static final long SELF_DM_MS = 2;

    private final SimulatedFleet fleet;
    private final SimulatedMessages messages;

    SimulatedPlans(SimulatedFleet fleet, SimulatedMessages messages) {
        this.fleet = fleet;
        this.messages = messages;
    }

    /** Executes a command of the plan protocol. Returns false for any other command. */
    boolean execute(SimulatedRunner runner, Command command) throws WireException {
        if (command.action().equals(PlanActions.PLAN.name())) {
            plan(runner, command, PlanActions.PLAN.params().decode(command.params()));
            return true;
        }
        if (command.action().equals(PlanActions.GO.name())) {
            go(runner, command, PlanActions.GO.params().decode(command.params()));
            return true;
        }
        if (command.action().equals(PlanActions.TRANSFER.name())) {
            parts(runner, command, PlanActions.TRANSFER.params().decode(command.params()));
            return true;
        }
        if (command.action().equals(PlanActions.PART.name())) {
            Transfer.Part part = PlanActions.PART.params().decode(command.params());
            runner.parts.put(part.index(), Base64.getDecoder().decode(part.data()));
            answer(
                    runner,
                    command,
                    "part_result",
                    PlanActions.PART.details().encode(new Transfer.Missing(runner.missing())));
            whole(runner);
            return true;
        }
        if (command.action().equals(PlanActions.STATUS.name())) {
            status(runner, command);
            return true;
        }
        if (List.of("renew", "close", "report", "cancel", "attach").contains(command.action())) {
            about(runner, command, PlanActions.RENEW.params().decode(command.params()));
            return true;
        }
        return false;
    }

    private void parts(SimulatedRunner runner, Command command, Transfer.Announcement params) throws WireException {
        runner.announced = params;
        answer(
                runner,
                command,
                "transfer_result",
                PlanActions.TRANSFER.details().encode(new Transfer.Missing(runner.missing())));
        whole(runner);
    }

    private void whole(SimulatedRunner runner) throws WireException {
        Transfer.Announcement announced = runner.announced;
        if (announced != null && runner.missing().isEmpty()) {
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            runner.parts.values().forEach(json::writeBytes);
            assertThat(Hex.sha256(json.toByteArray())).isEqualTo(announced.sha256());
            messages.deliver(runner, Command.parse(json.toByteArray()));
        }
    }

    private void plan(SimulatedRunner runner, Command command, Plan plan) {
        if (!runner.instance.equals(plan.instance())) {
            messages.refuse(runner, command, SimulatedRefusal.RESTARTED);
            return;
        }
        SimulatedRun other = runner.plan;
        if (other != null && !other.plan.run().equals(plan.run()) && other.underWay(fleet.nowMs())) {
            messages.refuse(runner, command, SimulatedRefusal.busyWith(other.plan.run()));
            return;
        }
        SimulatedRun run = new SimulatedRun(fleet, runner, plan);
        runner.plan = run;
        Plan.Armed armed = new Plan.Armed(plan.run(), plan.epoch(), run.armed, null);
        answer(runner, command, "armed", PlanActions.PLAN.details().encode(armed));
    }

    private void go(SimulatedRunner runner, Command command, GoParams params) {
        SimulatedRun run = known(runner, command, params.ref());
        if (run != null) {
            answer(runner, command, "go_result", WireJson.object());
            runner.silent |= runner.diesAtGo;
            run.go(params.armedSet(), () -> changed(runner, run));
        }
    }

    private void about(SimulatedRunner runner, Command command, RunRef ref) {
        SimulatedRun run = known(runner, command, ref);
        if (run == null) {
            return;
        }
        switch (command.action()) {
            case "attach" -> {
                RunRef.Attached attached = new RunRef.Attached(ref.run(), ref.epoch(), false, run.isFinal(), 0);
                answer(runner, command, "attached", PlanActions.ATTACH.details().encode(attached));
            }
            case "renew" ->
                answer(
                        runner,
                        command,
                        "renew_result",
                        runner.renewsSilently
                                ? WireJson.object()
                                : PlanActions.PROGRESS_DETAILS.encode(progress(run, run.stateNow())));
            case "cancel" -> {
                run.close("cancelled by the coordinator");
                run.reported = true;
                answer(runner, command, "cancel_result", WireJson.object());
            }
            case "close" -> {
                run.close("closed by the coordinator");
                run.reported = run.isFinal();
                reportAs(runner, run, command);
            }
            default -> reportAs(runner, run, command);
        }
    }

    private void status(SimulatedRunner runner, Command command) throws WireException {
        SimulatedRun run = runner.plan;
        List<Status.Run> runs = run == null
                ? List.of()
                : List.of(new Status.Run(
                        run.plan.run(), 1, "aa".repeat(32), fleet.nowMs() - run.leaseMs, Status.Run.RUNNING));
        Status status = new Status(
                runner.agent,
                runner.x0xd,
                1,
                null,
                null,
                fleet.nowMs(),
                1,
                null,
                null,
                null,
                WireJson.object(),
                0,
                runner.attachment(fleet.nowMs()),
                runs,
                null,
                null,
                null,
                null,
                PlanActions.STATUS.params().decode(command.params()).about().stream()
                        .map(runner.view)
                        .toList());
        answer(runner, command, "status_result", PlanActions.STATUS.details().encode(status));
    }

    /** Makes a runner obey another process of the coordinator. */
    public void heldByAnother(int node) {
        SimulatedRun run = fleet.runners.get(node).plan;
        if (run != null) {
            run.holder = "cd".repeat(16);
        }
    }

    private @Nullable SimulatedRun known(SimulatedRunner runner, Command command, RunRef ref) {
        SimulatedRun run = runner.plan;
        if (run == null || !run.plan.run().equals(ref.run())) {
            messages.answer(
                    runner,
                    command,
                    "error",
                    Outcome.failed(Failure.of(FailureKinds.UNKNOWN_RUN, "no run " + ref.run() + " here")),
                    WireJson.object());
            return null;
        }
        if (command.action().equals(PlanActions.ATTACH.name())) {
            run.holder = ref.holder();
        } else if (run.holder != null && !run.holder.equals(ref.holder())) {
            messages.answer(
                    runner,
                    command,
                    "error",
                    Outcome.failed(Failure.of(FailureKinds.SUPERSEDED, "another process holds the run")),
                    WireJson.object());
            return null;
        }
        run.leaseMs = fleet.nowMs();
        return run;
    }

    private void reportAs(SimulatedRunner runner, SimulatedRun run, Command command) {
        fleet.in(SELF_DM_MS, () -> answer(runner, command, "report", report(runner, run)));
    }

    private ObjectNode report(SimulatedRunner runner, SimulatedRun run) {
        Attachment.SelfDm self = run.complete()
                ? null
                : new Attachment.SelfDm(runner.selfDmReturns, SELF_DM_MS, runner.selfDmReturns ? null : "timeout");
        return PlanActions.REPORT.details().encode(run.report(self));
    }

    private void answer(SimulatedRunner runner, Command command, String kind, ObjectNode details) {
        messages.answer(runner, command, kind, Outcome.ok(), details);
    }

    /** Sends the result that is due after a change of the row or the column. */
    private void changed(SimulatedRunner runner, SimulatedRun run) {
        if (runner.plan != run || runner.silent) {
            return;
        }
        if (run.isFinal()) {
            if (!run.reported) {
                run.reported = true;
                unasked(runner, run, "report", report(runner, run));
            }
        } else if (run.rowEnded() && !run.rowEndTold) {
            run.rowEndTold = true;
            progress(runner, run, RunReport.Progress.ROW_ENDED);
        }
    }

    /** Makes a runner send progress with this state during its run. */
    public void says(int node, String state) {
        SimulatedRunner runner = fleet.runners.get(node);
        SimulatedRun run = runner.plan;
        if (run != null) {
            progress(runner, run, state);
        }
    }

    private void progress(SimulatedRunner runner, SimulatedRun run, String state) {
        unasked(runner, run, PlanActions.PROGRESS, PlanActions.PROGRESS_DETAILS.encode(progress(run, state)));
    }

    private static RunReport.Progress progress(SimulatedRun run, String state) {
        return new RunReport.Progress(run.plan.run(), 1, run.plan.index(), state, run.rowSize(), run.columnSize());
    }

    private void unasked(SimulatedRunner runner, SimulatedRun run, String kind, ObjectNode details) {
        messages.reply(
                runner,
                new Result(
                        kind,
                        null,
                        PlanActions.reportId(RunRef.of(run.plan), run.plan.index()),
                        Outcome.ok(),
                        null,
                        details,
                        runner.label.text(),
                        runner.id.hex(),
                        "dd".repeat(32),
                        fleet.nowMs()));
    }
}
