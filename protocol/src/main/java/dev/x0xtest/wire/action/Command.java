package dev.x0xtest.wire.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.FrameKind;
import dev.x0xtest.wire.FrameText;
import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.WireLimits;
import dev.x0xtest.wire.json.JsonFields;
import dev.x0xtest.wire.json.WireJson;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A command from a coordinator to a runner. Immutable; callers must not change the object of {@link #params()}.
 *
 * <p>{@link #json()} returns the exact bytes that were read or first written, so that a retransmit is byte-identical: a
 * runner refuses the same id with other content as {@code conflict}. {@code docs/protocol.md}, section Command.
 */
public final class Command {
    /** The {@code target_node} that addresses every runner. */
    public static final String EVERY_NODE = "*";

    private final String commandId;
    private final String targetNode;
    private final String action;
    private final String anchorAid;
    private final boolean resultChunksV2;
    private final boolean noPubsubAfterDiscover;
    private final @Nullable NetworkName network;
    private final ObjectNode params;
    private final String requestId;
    private final ObjectNode envelope;
    private final byte[] json;

    private Command(ObjectNode envelope, byte[] json) throws WireException {
        this.envelope = envelope;
        this.json = json;
        this.commandId = JsonFields.identifier("command_id", JsonFields.textOrEmpty(envelope, "command_id"));
        this.targetNode = JsonFields.identifier("target_node", target(envelope));
        this.action = JsonFields.identifier("action", JsonFields.requiredText(envelope, "action"));
        this.params = JsonFields.objectOrEmpty(envelope, "params");
        this.requestId = JsonFields.identifier("request_id", JsonFields.textOrEmpty(params, "request_id"));
        this.anchorAid = anchor(envelope, params);
        this.resultChunksV2 = JsonFields.isTrue(envelope, "result_chunks_v2");
        this.noPubsubAfterDiscover = JsonFields.isTrue(envelope, "no_pubsub_after_discover")
                || JsonFields.isTrue(params, "no_pubsub_after_discover");
        this.network = network(envelope);
    }

    /** Reads the JSON of a {@code cmd} frame or of a message on the discover or control topic. */
    public static Command parse(byte[] json) throws WireException {
        if (json.length > WireLimits.FRAME_BYTES) {
            throw WireException.tooLarge("the command, in bytes,", json.length, WireLimits.FRAME_BYTES);
        }
        return new Command(WireJson.parseObject(json), json.clone());
    }

    /** Makes a command that names no network, as upstream does; runners of every network accept it. */
    public static <P> Command of(
            String commandId, String targetNode, Action<P, ?> action, P params, AgentId anchor, boolean noPubsub) {
        return of(commandId, targetNode, action, params, anchor, noPubsub, null);
    }

    /**
     * Makes a command whose {@code request_id} equals {@code commandId}, which makes a retransmit safe, and which
     * allows chunked results.
     *
     * @param targetNode a label, or {@link #EVERY_NODE}
     * @param network runners of this network accept the command; null: runners of every network
     * @throws IllegalArgumentException if an id is empty or longer than 256 bytes
     */
    public static <P> Command of(
            String commandId,
            String targetNode,
            Action<P, ?> action,
            P params,
            AgentId anchor,
            boolean noPubsub,
            @Nullable NetworkName network) {
        if (commandId.isEmpty()) {
            throw new IllegalArgumentException("a command needs an id");
        }
        ObjectNode envelope = WireJson.object();
        envelope.put("command_id", commandId).put("target_node", targetNode).put("action", action.name());
        envelope.put("anchor_aid", anchor.hex()).put("result_chunks_v2", true);
        ObjectNode filled = action.params().encode(params);
        filled.put("request_id", commandId).put("anchor_aid", anchor.hex());
        envelope.set("params", filled);
        envelope.put("no_pubsub_after_discover", noPubsub);
        if (network != null) {
            envelope.put("network", network.text());
        }
        try {
            return new Command(envelope, WireJson.compact(envelope));
        } catch (WireException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static String target(ObjectNode envelope) throws WireException {
        String target = JsonFields.text(envelope, "target_node");
        return target == null ? EVERY_NODE : target;
    }

    private static @Nullable NetworkName network(ObjectNode envelope) throws WireException {
        String name = JsonFields.text(envelope, "network");
        if (name == null) {
            return null;
        }
        return NetworkName.parse(name)
                .orElseThrow(
                        () -> WireException.badValue("network is no name of a network: " + WireException.quote(name)));
    }

    private static String anchor(ObjectNode envelope, ObjectNode params) throws WireException {
        String outer = JsonFields.textOrEmpty(envelope, "anchor_aid");
        String inner = JsonFields.textOrEmpty(params, "anchor_aid");
        if (!outer.isEmpty() && !inner.isEmpty() && !outer.equalsIgnoreCase(inner)) {
            throw new WireException(WireException.Kind.CONFLICT, "anchor_aid differs between command and params");
        }
        String anchor = outer.isEmpty() ? inner : outer;
        if (anchor.isEmpty()) {
            return anchor;
        }
        return AgentId.parse(anchor)
                .orElseThrow(() -> WireException.badValue("anchor_aid is no agent id: " + WireException.quote(anchor)))
                .hex();
    }

    /** The command's id; empty if absent or null. */
    public String commandId() {
        return commandId;
    }

    /** The addressed label; {@link #EVERY_NODE} if absent or null. */
    public String targetNode() {
        return targetNode;
    }

    public String action() {
        return action;
    }

    /** Agent id that gets the result, in lower case; empty if absent. */
    public String anchorAid() {
        return anchorAid;
    }

    /** Whether the coordinator reassembles {@code res2} chunks: true only for the JSON literal {@code true}. */
    public boolean resultChunksV2() {
        return resultChunksV2;
    }

    /** Whether the JSON literal {@code true} stands beside or inside the parameters. */
    public boolean noPubsubAfterDiscover() {
        return noPubsubAfterDiscover;
    }

    /** The network whose runners the command is for; null if it names none. */
    public @Nullable NetworkName network() {
        return network;
    }

    /** The parameters, with {@code request_id} and {@code anchor_aid}. Callers must not change the object. */
    public ObjectNode params() {
        return params;
    }

    /** {@code params.request_id}; empty if absent or null. */
    public String requestId() {
        return requestId;
    }

    /** Whether a second arrival counts as a retransmit. Upstream's rule: {@code command_id == request_id}. */
    public boolean deduplicable() {
        return !requestId.isEmpty() && commandId.equals(requestId);
    }

    /** SHA-256 of the canonical JSON: equal for retransmits, whatever their white space and order of members. */
    public String hash() {
        return Hex.sha256(WireJson.canonical(envelope));
    }

    /** The JSON as received or as first written. */
    public byte[] json() {
        return json.clone();
    }

    /** The {@code cmd} frame: the payload of the direct message. */
    public byte[] frame() {
        return FrameText.wrap(FrameKind.COMMAND, json);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Command that && Arrays.equals(json, that.json);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(json);
    }

    @Override
    public String toString() {
        return "Command[action=" + action + ", target=" + targetNode + ", id=" + commandId + "]";
    }
}
