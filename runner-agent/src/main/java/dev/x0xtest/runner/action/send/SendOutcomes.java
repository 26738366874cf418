package dev.x0xtest.runner.action.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.runner.action.ActionException;
import dev.x0xtest.runner.action.ActionHandler;
import dev.x0xtest.runner.action.Failures;
import dev.x0xtest.wire.WireLimits;
import dev.x0xtest.wire.action.SendDm;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Outcome;
import org.jspecify.annotations.Nullable;

/** Converts the end of a send to the result for the coordinator. Pure. */
public final class SendOutcomes {
    private SendOutcomes() {}

    static ActionHandler.Reply<SendDm.Details> sent(
            SendDm.Params params, Daemon.SendResponse answer, int attempt, long elapsedMs) {
        SendDm.Details details = new SendDm.Details(
                answer.path(),
                answer.retriesUsed(),
                answer.requestId(),
                elapsedMs,
                params.recipientAid(),
                attempt,
                null,
                null,
                text(answer.body(), "detail"),
                text(answer.body(), "budget_stage"),
                answer.observedAckIngress(),
                bounded(answer.body()));
        return new ActionHandler.Reply<>(Outcome.ok(), marker(params), details);
    }

    static ActionHandler.Reply<SendDm.Details> failed(
            SendDm.Params params, DaemonException error, int attempt, long elapsedMs) {
        ObjectNode body = Failures.object(error.body());
        SendDm.Details details = new SendDm.Details(
                null,
                0,
                null,
                elapsedMs,
                params.recipientAid(),
                attempt,
                error.status() == 0 ? null : error.status(),
                error.code(),
                error.detail().isEmpty() ? null : error.detail(),
                text(body, "budget_stage"),
                null,
                body.isEmpty() ? null : bounded(body));
        return new ActionHandler.Reply<>(Outcome.failed(Failures.of(error)), marker(params), details);
    }

    /**
     * Whether the daemon certainly did not send: the request did not reach it, or it refused the token. Such a call
     * does not count as an attempt.
     */
    public static boolean neverReached(DaemonException error) {
        return switch (error.kind()) {
            case DISCONNECTED ->
                !(error.getCause() instanceof DaemonException.Disconnected lost && lost.requestWritten());
            case UNAUTHORIZED, CLOSED -> true;
            case BACKPRESSURE -> error.status() == 0;
            default -> false;
        };
    }

    /** The result of a message that the runner's own rules refused; it was not sent. */
    static ActionHandler.Reply<SendDm.Details> refused(SendDm.Params params, ActionException refusal) {
        SendDm.Details details = new SendDm.Details(
                null,
                0,
                null,
                0,
                params.recipientAid(),
                0,
                null,
                refusal.failure().code(),
                null,
                null,
                null,
                null);
        return new ActionHandler.Reply<>(Outcome.failed(refusal.failure()), marker(params), details);
    }

    private static @Nullable String marker(SendDm.Params params) {
        return params.digestMarker().isEmpty() ? null : params.digestMarker();
    }

    private static @Nullable String text(ObjectNode body, String field) {
        JsonNode value = body.get(field);
        return value == null || !value.isTextual() ? null : value.textValue();
    }

    private static @Nullable ObjectNode bounded(ObjectNode body) {
        return WireJson.compact(body).length <= WireLimits.ANSWER_BYTES ? body : null;
    }
}
