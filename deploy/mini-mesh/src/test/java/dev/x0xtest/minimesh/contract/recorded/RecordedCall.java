package dev.x0xtest.minimesh.contract.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** One request of {@code recorded/rest.json} and its answer. */
public record RecordedCall(String name, JsonNode request, JsonNode response) {
    public String method() {
        return request.get("method").asText();
    }

    public String path() {
        return request.get("path").asText();
    }

    public String authorization() {
        return request.path("authorization").asText("token");
    }

    public int status() {
        return response.get("status").asInt();
    }

    /** Returns the recorded JSON body; empty if the answer was plain text or had no body. */
    public Optional<JsonNode> json() {
        return Optional.ofNullable(response.get("json"));
    }

    public String text() {
        return response.path("text").asText();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(response.path("headers").get(name)).map(JsonNode::asText);
    }

    /** False for the two answers that were written down by hand, without their requests. */
    public boolean replayable() {
        return response.has("headers");
    }
}
