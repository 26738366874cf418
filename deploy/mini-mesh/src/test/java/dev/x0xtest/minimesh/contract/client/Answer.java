package dev.x0xtest.minimesh.contract.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.minimesh.contract.recorded.Json;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** A daemon's answer to one call. */
public record Answer(int status, HttpHeaders headers, String text) {
    /** Parses the body as JSON. If it is not JSON, throws an assertion error that shows it. */
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
