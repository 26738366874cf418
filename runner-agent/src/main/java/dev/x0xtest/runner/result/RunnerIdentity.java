package dev.x0xtest.runner.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.cli.Versions;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Features;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.frame.Receipts;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The identity of this runner, and the results and receipts that carry it. */
public record RunnerIdentity(NodeLabel node, Daemon.AgentInfo agent, Clock clock) {
    public static final String AGENT = "x0xtest-runner/" + Versions.current();
    public static final List<String> FEATURES =
            List.of(Features.COVERAGE, Features.PLANE, Features.PLAN, Features.ATTACH, Features.EPOCHS, Features.SIZES);

    public AgentId agentId() {
        return agent.agentId();
    }

    public Result result(
            String kind,
            @Nullable String commandId,
            @Nullable String requestId,
            Outcome outcome,
            @Nullable String digestMarker,
            ObjectNode details) {
        return new Result(
                kind,
                commandId,
                requestId,
                outcome,
                digestMarker,
                details,
                node.text(),
                agentId().hex(),
                agent.machineId(),
                clock.millis());
    }

    public Receipts.Receiver receiver() {
        return new Receipts.Receiver(node, agentId(), agent.machineId(), clock.millis());
    }
}
