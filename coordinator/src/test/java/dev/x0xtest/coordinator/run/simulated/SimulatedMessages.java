package dev.x0xtest.coordinator.run.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.run.terms.Channel;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.action.NoopAck;
import dev.x0xtest.wire.action.SendDm;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultDetails;
import dev.x0xtest.wire.result.ResultKinds;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Delivers the messages of a {@link SimulatedFleet}, and answers them for its runners. */
final class SimulatedMessages {
    private final SimulatedFleet fleet;
    final SimulatedPlans plans;

    SimulatedMessages(SimulatedFleet fleet) {
        this.fleet = fleet;
        this.plans = new SimulatedPlans(fleet, this);
    }

    void perform(RunEffect effect) throws WireException {
        if (effect instanceof RunEffect.SendDm send) {
            String refusal = fleet.refusals.get(send.route());
            fleet.inThisProcess(
                    fleet.controlMs.getAsLong(),
                    new RunEvent.DmSettled(send.sendId(), refusal == null ? "raw_quic_acked" : null, refusal, null));
            if (refusal == null
                    && !fleet.byId(send.to()).doubled
                    && Frames.decode(send.payload()).orElseThrow() instanceof Frame.Cmd frame) {
                fleet.in(fleet.controlMs.getAsLong(), () -> deliver(fleet.byId(send.to()), frame.command()));
            }
        } else if (effect instanceof RunEffect.Publish publish) {
            Command command = Command.parse(publish.payload());
            fleet.inThisProcess(
                    fleet.controlMs.getAsLong(), new RunEvent.PublishSettled(publish.sendId(), fleet.publishRefusal));
            fleet.runners.stream()
                    .filter(runner -> !fleet.topicsDead)
                    .filter(runner -> command.targetNode().equals(Command.EVERY_NODE)
                            || runner.label.text().equals(command.targetNode()))
                    .forEach(runner -> fleet.in(fleet.controlMs.getAsLong(), () -> deliver(runner, command)));
        }
    }

    void deliver(SimulatedRunner runner, Command command) {
        boolean discovery = command.action().equals(Actions.DISCOVER.name());
        if (runner.silent || (runner.deafAfterDiscovery && !discovery) || fleet.lossy.test("cmd " + command.action())) {
            return;
        }
        Result before = runner.answered.get(command.commandId());
        if (before != null) {
            if (!runner.forgotten.contains(command.commandId())) {
                reply(runner, before);
            } else if (runner.saysWhatItForgot) {
                refuse(runner, command, SimulatedRefusal.UNAVAILABLE);
            }
            return;
        }
        if (!runner.admitted.add(command.commandId())) {
            return;
        }
        SimulatedRefusal refusal = runner.refusal(command.action(), fleet.nowMs());
        if (refusal != null) {
            runner.admitted.remove(command.commandId());
            refuse(runner, command, refusal);
            return;
        }
        try {
            execute(runner, command);
        } catch (WireException e) {
            throw new AssertionError("the coordinator sent something unreadable", e);
        }
    }

    void refuse(SimulatedRunner runner, Command command, SimulatedRefusal refusal) {
        reply(runner, ResultKinds.ERROR, refusal.json(runner, command, fleet.nowMs()));
    }

    private void execute(SimulatedRunner runner, Command command) throws WireException {
        if (command.action().equals(Actions.DISCOVER.name())) {
            Discover.Details details = runner.upstream
                    ? new Discover.Details(runner.label.text(), null, null, List.of(), null, null, null, null)
                    : new Discover.Details(
                            runner.label.text(),
                            runner.agent,
                            runner.protocol,
                            runner.features,
                            runner.x0xd,
                            null,
                            runner.clockMs,
                            runner.instance);
            answer(
                    runner,
                    command,
                    ResultKinds.DISCOVER_REPLY,
                    new Outcome.Ok(),
                    Actions.DISCOVER.details().encode(details));
        } else if (command.action().equals(Actions.NOOP_ACK.name())) {
            NoopAck.Params params = Actions.NOOP_ACK.params().decode(command.params());
            ObjectNode details = Actions.NOOP_ACK.details().encode(runner.ack(params.sightings(), fleet.nowMs()));
            answer(runner, command, ResultKinds.ACK, new Outcome.Ok(), details);
        } else if (!plans.execute(runner, command)) {
            send(runner, command, Actions.SEND_DM.params().decode(command.params()));
        }
    }

    void answer(SimulatedRunner runner, Command command, String kind, Outcome outcome, ObjectNode details) {
        Result result = new Result(
                kind,
                command.commandId(),
                command.requestId(),
                outcome,
                null,
                details,
                runner.label.text(),
                runner.id.hex(),
                "dd".repeat(32),
                fleet.nowMs());
        runner.answered.put(command.commandId(), result);
        reply(runner, result);
    }

    void reply(SimulatedRunner runner, Result result) {
        reply(runner, result.kind(), result.toJson());
    }

    private void reply(SimulatedRunner runner, String kind, byte[] json) {
        if (fleet.lossy.test("res " + kind)) {
            return;
        }
        RunEvent seen = new RunEvent.FrameSeen(
                runner.answersByTopic ? Channel.PUBSUB : Channel.DM,
                runner.id.hex(),
                !runner.answersUnverified,
                runner.answersByTopic ? json : frame(json));
        fleet.in(fleet.controlMs.getAsLong(), () -> fleet.post(seen));
        if (fleet.twice.test("res " + kind)) {
            fleet.in(2 * fleet.controlMs.getAsLong(), () -> fleet.post(seen));
        }
    }

    private static byte[] frame(byte[] json) {
        return ("x0xtest|res|" + Base64.getEncoder().encodeToString(json)).getBytes(StandardCharsets.US_ASCII);
    }

    private void send(SimulatedRunner runner, Command command, SendDm.Params params) {
        SimulatedRunner destination = fleet.byId(new AgentId(params.recipientAid()));
        HopPlan plan = fleet.plan(fleet.runners.indexOf(runner), fleet.runners.indexOf(destination));
        if (plan.attempted() || plan.arrival() != HopPlan.Arrival.NEVER) {
            arrive(runner, destination, plan, command, params);
        }
        runner.waiting++;
        fleet.in(plan.sendMs(), () -> {
            runner.waiting--;
            Result result = sendResult(runner, command, params, plan);
            runner.answered.put(command.commandId(), result);
            if (plan.answered()) {
                reply(runner, result);
            } else {
                runner.forgotten.add(command.commandId());
            }
        });
    }

    private Result sendResult(SimulatedRunner runner, Command command, SendDm.Params params, HopPlan plan) {
        boolean ok = plan.path() != null && plan.attempted();
        SendDm.Details details = new SendDm.Details(
                ok ? plan.path() : null,
                0,
                "11".repeat(16),
                plan.sendMs(),
                params.recipientAid(),
                plan.attempted() ? 1 : 0,
                ok ? null : plan.status(),
                ok ? null : plan.code(),
                null,
                null,
                null,
                null);
        Outcome outcome = ok
                ? new Outcome.Ok()
                : new Outcome.Failed(new Failure("daemon", plan.code(), plan.code(), null, plan.status()));
        return new Result(
                ResultKinds.SEND_RESULT,
                command.commandId(),
                command.requestId(),
                outcome,
                params.digestMarker(),
                Actions.SEND_DM.details().encode(details),
                runner.label.text(),
                runner.id.hex(),
                "dd".repeat(32),
                fleet.nowMs());
    }

    private void arrive(
            SimulatedRunner source, SimulatedRunner destination, HopPlan plan, Command command, SendDm.Params params) {
        byte[] sent = Base64.getDecoder().decode(params.payloadB64());
        byte[] payload = plan.arrival() == HopPlan.Arrival.CORRUPT
                ? new String(sent, StandardCharsets.US_ASCII)
                        .toLowerCase(java.util.Locale.ROOT)
                        .getBytes(StandardCharsets.US_ASCII)
                : sent;
        AgentId sender = plan.arrival() == HopPlan.Arrival.IMPOSTOR ? SimulatedFleet.id(77) : source.id;
        if (plan.arrival() == HopPlan.Arrival.NEVER) {
            return;
        }
        fleet.in(plan.arrivalMs(), () -> {
            if (!destination.hears()) {
                return;
            }
            String sha256 = Hex.sha256(payload);
            int frameBytes = new HopFrame(
                            command.requestId(),
                            params.digestMarker(),
                            fleet.runners.get(0).id.hex(),
                            payload)
                    .encode()
                    .length;
            destination.see(
                    command.requestId(),
                    new SimulatedRunner.Seen(
                            sender,
                            sha256,
                            payload.length,
                            plan.verified(),
                            fleet.nowMs(),
                            plan.copies(),
                            params.digestMarker()));
            boolean sends = plan.receipt() && (plan.verified() || destination.upstream);
            for (int copy = 1; sends && copy <= plan.copies(); copy++) {
                receipt(destination, sender, plan, command, params, sha256, payload.length, frameBytes, copy);
            }
        });
    }

    private void receipt(
            SimulatedRunner destination,
            AgentId sender,
            HopPlan plan,
            Command command,
            SendDm.Params params,
            String sha256,
            int payloadBytes,
            int frameBytes,
            int copy) {
        boolean ours = !destination.upstream;
        ResultDetails.Receipt details = new ResultDetails.Receipt(
                sender.hex(),
                "dd".repeat(32),
                plan.verified(),
                "accept",
                frameBytes,
                "hop_dm",
                value(ours, sha256),
                value(ours, payloadBytes),
                value(ours, 0L),
                value(ours, copy));
        Result result = new Result(
                ResultKinds.RECEIVED_DM,
                null,
                command.requestId(),
                new Outcome.Ok(),
                params.digestMarker(),
                ResultDetails.RECEIPT.encode(details),
                destination.label.text(),
                destination.id.hex(),
                "dd".repeat(32),
                fleet.nowMs());
        reply(destination, result);
    }

    private static <T> @Nullable T value(boolean present, T value) {
        return present ? value : null;
    }
}
