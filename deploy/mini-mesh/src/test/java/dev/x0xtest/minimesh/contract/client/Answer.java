package dev.x0xtest.minimesh.contract.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.minimesh.contract.recorded.Json;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** What a daemon answered to one call. */
public record Answer(int status, HttpHeaders headers, String text) {
    /** The body as JSON; an assertion failure that shows the body when it is none. */
    public JsonNode json() {
        return Json.parse(text);
    }

    public int bytes() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("(absent)");
    }
}
