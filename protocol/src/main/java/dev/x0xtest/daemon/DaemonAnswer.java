package dev.x0xtest.daemon;

import com.fasterxml.jackson.databind.JsonNode;

/** An answer in 2xx; the body is a {@code TextNode} where the daemon sent something other than JSON. */
public record DaemonAnswer(int status, JsonNode body) {}
