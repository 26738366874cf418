package dev.x0xtest.minimesh.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** One request and answer of {@code recorded/rest.json}. */
record RecordedCall(String name, JsonNode request, JsonNode response) {
    String method() {
        return request.get("method").asText();
    }

    String path() {
        return request.get("path").asText();
    }

    String authorization() {
        return request.path("authorization").asText("token");
    }

    int status() {
        return response.get("status").asInt();
    }

    /** The recorded JSON body; empty when the answer was plain text or nothing. */
    Optional<JsonNode> json() {
        return Optional.ofNullable(response.get("json"));
    }

    String text() {
        return response.path("text").asText();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(response.path("headers").get(name)).map(JsonNode::asText);
    }

    /** False for the two answers that were noted by hand, without their requests. */
    boolean replayable() {
        return response.has("headers");
    }
}
