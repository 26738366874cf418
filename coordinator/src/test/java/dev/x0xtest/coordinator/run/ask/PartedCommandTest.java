package dev.x0xtest.coordinator.run.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.terms.Channel;
import dev.x0xtest.coordinator.run.terms.Outbox;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.Timers;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.Transfer;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.FailureKinds;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultReassembler;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests commands that are sent in parts. Any command can be; this one is long because of an unused member. */
class PartedCommandTest {
    private static final long SECOND = 1_000_000_000L;

    private final RunConfig config = new SimulatedFleet(2).config;
    private final AgentId to = SimulatedFleet.id(1);
    private final Outbox outbox = new Outbox();
    private final Timers timers = new Timers();
    private final Exchanges exchanges = new Exchanges(outbox, timers, new ResultReassembler());
    private final AskContext line =
            new AskContext(exchanges, new Commands(config, SimulatedFleet.id(0)), timers, outbox);
    private final NodeState node = new NodeState(1, config.roster().get(1), false);
    private final List<String> heard = new ArrayList<>();
    private final Command command = longCommand();

    private static Command longCommand() {
        ObjectNode json = WireJson.object()
                .put("command_id", "long")
                .put("target_node", "n1")
                .put("action", "renew")
                .put("padding", "x".repeat(60_000));
        json.set("params", WireJson.object().put("request_id", "long"));
        try {
            return Command.parse(WireJson.compact(json));
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    private void start() {
        node.contactMade();
        Exchange.Listener listener = new Exchange.Listener() {
            @Override
            public void answered(Result result, long nowNanos) {
                heard.add("answered");
            }

            @Override
            public void gaveUp(String reason, long nowNanos) {
                heard.add("gave up: " + reason);
            }
        };
        PartedCommand.start(node, to, command, line, 10 * SECOND, listener, 0);
    }

    private List<Command> sent() {
        List<Command> commands = new ArrayList<>();
        for (RunEffect effect : outbox.drain()) {
            try {
                byte[] payload = ((RunEffect.SendDm) effect).payload();
                commands.add(((Frame.Cmd) Frames.decode(payload).orElseThrow()).command());
            } catch (WireException e) {
                throw new AssertionError(e);
            }
        }
        return commands;
    }

    private void answer(Command asked, Outcome outcome, ObjectNode details, long nowNanos) {
        exchanges.answered(
                new Result(
                        asked.action() + "_result",
                        asked.commandId(),
                        asked.requestId(),
                        outcome,
                        null,
                        details,
                        "n1",
                        to.hex(),
                        "",
                        nowNanos),
                Channel.DM,
                nowNanos);
    }

    private void missing(Command asked, Integer... parts) {
        answer(asked, Outcome.ok(), PlanActions.PART.details().encode(new Transfer.Missing(List.of(parts))), SECOND);
    }

    @Test
    void whatIsMissingIsSentAndMakesTheWhole() throws WireException {
        start();
        Command announced = sent().get(0);
        Transfer.Announcement params = PlanActions.TRANSFER.params().decode(announced.params());
        assertThat(params)
                .isEqualTo(new Transfer.Announcement("long", command.json().length, Hex.sha256(command.json()), 3));
        missing(announced, 0, 1, 2);
        List<Command> parts = sent();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (Command part : parts) {
            assertThat(part.frame().length).isLessThanOrEqualTo(49_152);
            whole.writeBytes(Base64.getDecoder()
                    .decode(PlanActions.PART.params().decode(part.params()).data()));
        }
        assertThat(whole.toByteArray()).isEqualTo(command.json());
        parts.forEach(this::missing);
        answer(command, Outcome.ok(), WireJson.object(), SECOND);
        assertThat(heard).containsExactly("answered");
        timers.fire(9 * SECOND);
        assertThat(sent()).isEmpty();
    }

    @Test
    void whileTheCommandStaysUnansweredItIsAnnouncedAgain() {
        start();
        missing(sent().get(0));
        timers.fire(6 * SECOND);
        assertThat(sent())
                .singleElement()
                .satisfies(again -> assertThat(again.action()).isEqualTo(PlanActions.TRANSFER.name()));
        timers.fire(11 * SECOND);
        assertThat(heard).containsExactly("gave up: no answer");
    }

    @Test
    void aRunnerThatAsksForPatienceIsAnnouncedItAgainAfterAPause() {
        start();
        missing(sent().get(0));
        answer(command, Outcome.failed(Failure.of(FailureKinds.BUSY, "busy with run x")), WireJson.object(), SECOND);
        timers.fire(2 * SECOND);
        assertThat(sent()).hasSize(1);
        timers.fire(11 * SECOND);
        assertThat(heard).containsExactly("gave up: busy with run x");
    }

    /** A replay has other keys, so the command that was really sent may have had more parts than in the replay. */
    @Test
    void whatTheRunnerMissesIsSentEvenIfThereIsNoSuchPart() {
        start();
        missing(sent().get(0), 7, 7, -1, 1_000_000);
        assertThat(sent()).hasSize(1);
    }
}
