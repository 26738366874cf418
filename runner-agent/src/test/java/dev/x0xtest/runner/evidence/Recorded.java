package dev.x0xtest.runner.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Answers that were recorded from x0xd 0.48.1. */
final class Recorded {
    private Recorded() {}

    /** Returns the body of a recorded call. */
    static JsonNode body(String name) {
        try (InputStream in = Recorded.class.getResourceAsStream("/recorded/rest.json")) {
            for (JsonNode call :
                    DaemonJson.parse(Objects.requireNonNull(in).readAllBytes()).orElseThrow()) {
                if (call.path("name").asText().equals(name)) {
                    return call.path("response").path("json");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("not recorded: " + name);
    }

    static Daemon.Response answer(String name) {
        return new Daemon.Response(200, body(name));
    }
}
