package dev.x0xtest.runner.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.runner.result.OutgoingResult;
import dev.x0xtest.runner.result.ResultQueue;
import dev.x0xtest.runner.result.RunnerIdentity;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.FailureKinds;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultKinds;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers commands: results, refusals and complaints about unreadable ones. Confined to the event loop. */
final class Replies {
    private static final Logger log = LoggerFactory.getLogger(Replies.class);

    private final ResultQueue results;
    private final RunnerIdentity self;
    /** Refusals by kind; the kinds are our own, so there are few. */
    private final Map<String, Long> refused = new HashMap<>();

    Replies(ResultQueue results, RunnerIdentity self) {
        this.results = results;
        this.self = self;
    }

    /** Reports an unreadable command to its sender; without a command id there is no answer. */
    void malformed(AgentId sender, @Nullable String commandId, WireException e) {
        if (commandId != null) {
            Failure failure = Failure.of(FailureKinds.MALFORMED, String.valueOf(e.getMessage()));
            Result result = self.result(
                    ResultKinds.ERROR, commandId, commandId, Outcome.failed(failure), null, WireJson.object());
            results.send(new OutgoingResult(sender, result, false, false, true));
        }
    }

    Map<String, Long> refused() {
        return Collections.unmodifiableMap(refused);
    }

    void refuse(AgentId coordinator, Command command, Failure failure) {
        refused.merge(failure.kind(), 1L, Long::sum);
        String id = emptyToNull(command.requestId());
        answer(coordinator, command, ResultKinds.ERROR, id, Outcome.failed(failure), null, WireJson.object());
        log.info(
                "command refused: action={} id={} sender={} kind={} {}",
                command.action(),
                command.commandId(),
                coordinator.short8(),
                failure.kind(),
                failure.message());
    }

    OutgoingResult answer(
            AgentId coordinator,
            Command command,
            String kind,
            @Nullable String requestId,
            Outcome outcome,
            @Nullable String digestMarker,
            ObjectNode details) {
        Result result = self.result(kind, emptyToNull(command.commandId()), requestId, outcome, digestMarker, details);
        OutgoingResult outgoing = new OutgoingResult(coordinator, result, command.resultChunksV2(), false, true);
        results.send(outgoing);
        return outgoing;
    }

    static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
