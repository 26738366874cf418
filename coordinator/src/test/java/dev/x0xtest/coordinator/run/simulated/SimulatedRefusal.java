package dev.x0xtest.coordinator.run.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.ResultKinds;

/**
 * The refusal that a simulated runner sends instead of executing a command.
 *
 * @param kind the kind, which only our runner sends
 * @param sentence the sentence, which is upstream's
 */
public record SimulatedRefusal(String kind, String sentence) {
    public static final SimulatedRefusal QUEUE_FULL =
            new SimulatedRefusal("queue_full", "runner command queue is full");
    public static final SimulatedRefusal BUSY =
            new SimulatedRefusal("busy", "runner replay cache is full with protected commands");
    public static final SimulatedRefusal SHUTTING_DOWN =
            new SimulatedRefusal("shutting_down", "runner is shutting down");
    public static final SimulatedRefusal CONFLICT =
            new SimulatedRefusal("conflict", "request_id reused with different command");
    public static final SimulatedRefusal UNAVAILABLE =
            new SimulatedRefusal("unavailable", "completed command result exceeds replay cache bound");

    public static final SimulatedRefusal WRONG_NETWORK =
            new SimulatedRefusal("wrong_network", "this runner is of network prod, the command is of network test");

    /** What a runner says that takes 100 samples a pair at most. */
    public static final SimulatedRefusal TOO_MANY_SAMPLES =
            new SimulatedRefusal("malformed", "samples is 299, not from 1 to 100");

    static final SimulatedRefusal RESTARTED =
            new SimulatedRefusal("restarted", "the plan is for this runner before it was started anew");

    /** Sent as a failed {@code discover_reply}. */
    public static final SimulatedRefusal WRONG_PROTOCOL =
            new SimulatedRefusal("wrong_protocol", "this runner speaks protocol 3, the coordinator 1");

    public static SimulatedRefusal busyWith(String run) {
        return new SimulatedRefusal("busy", "busy with run " + run);
    }

    /** Returns the result as the runner writes it. Upstream's runner writes only the sentence. */
    byte[] json(SimulatedRunner runner, Command command, long nowMs) {
        ObjectNode outcome = WireJson.object().put("error", sentence);
        if (!runner.upstream) {
            outcome.put("kind", kind);
        }
        ObjectNode result = WireJson.object()
                .put("kind", kind.equals("wrong_protocol") ? ResultKinds.DISCOVER_REPLY : ResultKinds.ERROR)
                .put("command_id", command.commandId())
                .put("request_id", command.requestId())
                .put("node", runner.label.text())
                .put("agent_id", runner.id.hex())
                .put("machine_id", "dd".repeat(32))
                .put("ts_ms", nowMs);
        result.set("outcome", outcome);
        return WireJson.compact(result);
    }
}
