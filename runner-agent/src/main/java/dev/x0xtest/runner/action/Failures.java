package dev.x0xtest.runner.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.FailureKinds;
import java.util.Locale;

/** Converts exceptions to the failures that coordinators receive. */
public final class Failures {
    private Failures() {}

    public static Failure of(DaemonException error) {
        Throwable cause = error.getCause();
        return new Failure(
                error.kind().name().toLowerCase(Locale.ROOT),
                error.code(),
                String.valueOf(error.getMessage()),
                cause == null ? null : String.valueOf(cause.getMessage()),
                error.status() == 0 ? null : error.status());
    }

    /**
     * The failure for a defect of the runner: its exception's class for the coordinator, the stack trace for the log.
     */
    public static Failure internal(Throwable defect) {
        return Failure.of(
                FailureKinds.INTERNAL, "the runner failed: " + defect.getClass().getSimpleName());
    }

    /**
     * The daemon's body as an object: a body that is not an object becomes {@code {"text": …}}, no body an empty
     * object.
     */
    public static ObjectNode object(JsonNode body) {
        if (body instanceof ObjectNode object) {
            return object;
        }
        ObjectNode wrapped = WireJson.object();
        return body.isMissingNode() || body.isNull() ? wrapped : wrapped.put("text", body.asText());
    }
}
