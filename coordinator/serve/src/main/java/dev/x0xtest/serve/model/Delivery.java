package dev.x0xtest.serve.model;

/**
 * An alert that a sink has yet to take.
 *
 * @param sink the sink's name
 * @param attempts how many have failed
 * @param nextMs when to try next, ms since 1970
 */
public record Delivery(String sink, Alert alert, int attempts, long nextMs) {}
