package dev.x0xtest.wire.frame;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Features;
import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.ProtocolRange;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.ContactCommand;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.action.GroupCommand;
import dev.x0xtest.wire.action.NoopAck;
import dev.x0xtest.wire.action.SendDm;
import dev.x0xtest.wire.action.Sighting;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.FailureKinds;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultChunk;
import dev.x0xtest.wire.result.ResultDetails;
import dev.x0xtest.wire.result.ResultKinds;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sample messages of every kind. The golden files contain the same messages. */
public final class Samples {
    public static final AgentId ANCHOR = new AgentId("a1".repeat(32));
    public static final AgentId SFO = new AgentId("b2".repeat(32));
    static final String MACHINE = "c3".repeat(32);
    public static final String REQUEST = "4f9d2c1e-7a60-4d0b-9a55-0c1d2e3f4a5b";
    static final long CLOCK_MS = 1_795_248_790_071L;
    static final String UNDISCOVERED = "recipient_undiscovered: agent not found";
    static final byte[] PAYLOAD = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Samples() {}

    public static SendDm.Params sendDm() {
        return new SendDm.Params(
                SFO.hex(),
                Base64.getEncoder().encodeToString(PAYLOAD),
                "nyc-sfo",
                null,
                true,
                12_000,
                true,
                false,
                "raw",
                1,
                null);
    }

    static HopFrame hop() {
        return new HopFrame(REQUEST, "nyc-sfo", ANCHOR.hex(), PAYLOAD);
    }

    static Receipts.Receiver receiver() {
        return new Receipts.Receiver(new NodeLabel("sfo"), SFO, MACHINE, CLOCK_MS);
    }

    static Receipts.Arrival arrival() {
        return new Receipts.Arrival(ANCHOR, MACHINE, true, "accept", hop().encode().length, 0, 1);
    }

    public static Result result(String kind, Outcome outcome, ObjectNode details) {
        return new Result(kind, REQUEST, REQUEST, outcome, null, details, "sfo", SFO.hex(), MACHINE, CLOCK_MS);
    }

    /** Returns a result with a text of this many bytes in its details. */
    public static Result large(int bytes) {
        ObjectNode details = WireJson.object().put("text", "x".repeat(bytes));
        return result("contact_list_result", Outcome.ok(), details);
    }

    /** Returns the exact bytes of each golden file, by file name. */
    static Map<String, byte[]> golden() {
        Map<String, byte[]> files = new TreeMap<>();
        commands().forEach((action, command) -> files.put("cmd-" + action + ".json", command.json()));
        files.put("network.json", networkDiscover().json());
        results().forEach((name, result) -> files.put("res-" + name + ".json", result.toJson()));
        files.put(
                "cmd.frame", command(Actions.GROUP_LIST, new Action.NoParams()).frame());
        files.put("res.frame", new Frame.Res(upstreamAck()).encode());
        files.put("res2.frame", new Frame.Res2(chunk()).encode());
        files.put("res2.json", chunk().toJson());
        files.put("hop.frame", hop().encode());
        files.put("legacy.frame", new LegacyFrame(REQUEST, "nyc-sfo", PAYLOAD).encode());
        return files;
    }

    static ResultChunk chunk() {
        byte[] part = "{\"kind\":\"contact_list_result\",".getBytes(StandardCharsets.US_ASCII);
        return new ResultChunk(
                REQUEST + ":00112233445566778899aabbccddeeff", REQUEST, 0, 3, 60_000, Hex.sha256(part), part);
    }

    public static <P> Command command(Action<P, ?> action, P params) {
        return Command.of(REQUEST, "sfo", action, params, ANCHOR, false);
    }

    private static Command networkDiscover() {
        return Command.of(
                REQUEST, "sfo", Actions.DISCOVER, Discover.Params.none(), ANCHOR, false, new NetworkName("test"));
    }

    static Map<String, Command> commands() {
        Map<String, Command> commands = new TreeMap<>();
        List.of(
                        command(Actions.DISCOVER, Discover.Params.none()),
                        command(Actions.NOOP_ACK, new NoopAck.Params(List.of(REQUEST))),
                        command(Actions.SEND_DM, sendDm()),
                        command(Actions.CONTACT_ADD, new ContactCommand.Add(SFO.hex(), "Trusted", "sfo")),
                        command(Actions.CONTACT_UPDATE, new ContactCommand.Update(SFO.hex(), "Blocked")),
                        command(Actions.CONTACT_REMOVE, new ContactCommand.Remove(SFO.hex())),
                        command(Actions.CONTACT_LIST, new Action.NoParams()),
                        command(Actions.GROUP_CREATE, new GroupCommand.Create("ops", "", null)),
                        command(Actions.GROUP_INVITE, new GroupCommand.Invite("g1", 3_600L)),
                        command(Actions.GROUP_JOIN, new GroupCommand.Join("x0x://invite/abc")),
                        command(Actions.GROUP_LIST, new Action.NoParams()),
                        command(Actions.GROUP_INFO, new GroupCommand.OfGroup("g1")),
                        command(Actions.GROUP_MEMBERS, new GroupCommand.OfGroup("g1")),
                        command(Actions.GROUP_SEND_MESSAGE, new GroupCommand.SendMessage("g1", "hello", "chat")),
                        command(Actions.GROUP_MESSAGES, new GroupCommand.OfGroup("g1")),
                        command(Actions.GROUP_STATE_COMMITS, new GroupCommand.StateCommits("g1", 0, 50)),
                        command(Actions.GROUP_SET_DISPLAY_NAME, new GroupCommand.SetDisplayName("g1", "nyc")),
                        command(Actions.GROUP_LEAVE, new GroupCommand.OfGroup("g1")))
                .forEach(command -> commands.put(command.action(), command));
        return commands;
    }

    static Map<String, Result> results() {
        Map<String, Result> results = new TreeMap<>();
        Discover.Details discovered = new Discover.Details(
                "sfo",
                "x0xtest-runner/0.1.0",
                new ProtocolRange(1, 1),
                List.of(Features.COVERAGE, Features.PLANE),
                "0.48.1",
                "x0x-test",
                CLOCK_MS,
                null);
        results.put(
                "discover_reply",
                result(
                        ResultKinds.DISCOVER_REPLY,
                        Outcome.ok(),
                        Actions.DISCOVER.details().encode(discovered)));
        results.put(
                "ack",
                result(ResultKinds.ACK, Outcome.ok(), Actions.NOOP_ACK.details().encode(ack())));
        results.put("ack-upstream", upstreamAck());
        results.put("send_result", sent(Outcome.ok(), sendOk()));
        results.put("send_result-failed", sent(Outcome.failed(undiscovered()), sendFailed()));
        results.put("received_dm", Receipts.of(hop(), arrival(), receiver()));
        results.put("runner_ready", ready());
        results.put(
                "error",
                result(
                        ResultKinds.ERROR,
                        Outcome.failed(Failure.of(FailureKinds.UNKNOWN_ACTION, "unknown action: dance")),
                        WireJson.object()));
        ObjectNode contacts = WireJson.object().put("ok", true);
        contacts.putArray("contacts");
        results.put("contact_list_result", result("contact_list_result", Outcome.ok(), contacts));
        results.put("contact_remove_result-failed", result("contact_remove_result", notFound(), WireJson.object()));
        results.put(
                "group_info_result-failed",
                result(
                        "group_info_result",
                        Outcome.sentence(Failure.of(FailureKinds.MALFORMED, "missing field group_id")),
                        WireJson.object()));
        return results;
    }

    private static Outcome notFound() {
        String sentence = "contact not found";
        return Outcome.passedOn(
                new Failure(FailureKinds.UNCLASSIFIED, sentence, sentence, null, 404),
                WireJson.object().put("ok", false).put("error", sentence),
                404);
    }

    private static Result upstreamAck() {
        return result(ResultKinds.ACK, Outcome.ok(), WireJson.object());
    }

    private static Result ready() {
        ObjectNode details = ResultDetails.READY.encode(new ResultDetails.Ready(CLOCK_MS));
        return new Result(
                ResultKinds.RUNNER_READY, null, null, Outcome.ok(), null, details, "sfo", SFO.hex(), MACHINE, CLOCK_MS);
    }

    private static Result sent(Outcome outcome, SendDm.Details details) {
        ObjectNode encoded = Actions.SEND_DM.details().encode(details);
        return new Result(
                ResultKinds.SEND_RESULT,
                REQUEST,
                REQUEST,
                outcome,
                "nyc-sfo",
                encoded,
                "nyc",
                ANCHOR.hex(),
                MACHINE,
                CLOCK_MS);
    }

    public static NoopAck.Details ack() {
        Attachment attachment = new Attachment(true, 1, CLOCK_MS - 90_000, 90_000, 0, 0, 0, 120, 431, 0);
        Sighting sighting = new Sighting(
                REQUEST,
                1,
                4_200,
                ANCHOR.hex(),
                MACHINE,
                true,
                "accept",
                hop().payloadSha256(),
                PAYLOAD.length,
                "nyc-sfo",
                Sighting.LIVE);
        return new NoopAck.Details(attachment, List.of(sighting), new Attachment.SelfDm(true, 7, null));
    }

    public static SendDm.Details sendOk() {
        ObjectNode answer =
                WireJson.object().put("ok", true).put("path", "raw_quic_acked").put("retries_used", 0);
        return new SendDm.Details(
                "raw_quic_acked",
                0,
                "dc8934c26905484a370e9924ee98c011",
                3,
                SFO.hex(),
                1,
                null,
                null,
                null,
                null,
                null,
                answer);
    }

    private static Failure undiscovered() {
        return new Failure("undiscovered", "recipient_undiscovered", UNDISCOVERED, null, 503);
    }

    private static SendDm.Details sendFailed() {
        return new SendDm.Details(
                null,
                0,
                null,
                2,
                SFO.hex(),
                1,
                503,
                "recipient_undiscovered",
                UNDISCOVERED,
                null,
                null,
                WireJson.object()
                        .put("detail", UNDISCOVERED)
                        .put("error", "recipient_undiscovered")
                        .put("ok", false));
    }
}
