package dev.x0xtest.minimesh.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** What a daemon answered to one call. */
record Answer(int status, HttpHeaders headers, String text) {
    /** The body as JSON; an assertion failure that shows the body when it is none. */
    public JsonNode json() {
        return Json.parse(text);
    }

    int bytes() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    String header(String name) {
        return headers.firstValue(name).orElse("(absent)");
    }
}
